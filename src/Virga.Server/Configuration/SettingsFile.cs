using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Virga.Server.Configuration;

/// <summary>
/// Settings from a YAML file: <c>port: 4567</c>, or nested, <c>ec2: { transitions: instant }</c>. Read by the parser's
/// events, since its object mapping needs reflection.
/// </summary>
internal static class SettingsFile
{
    /// <param name="path">The file.</param>
    /// <param name="origin">What named it: a flag or a variable.</param>
    /// <exception cref="SettingException">The file is not YAML, or has a key that is no setting.</exception>
    public static Dictionary<string, string> Read(string path, string origin)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var text = new StreamReader(path);
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _)) ReadValue(parser, "", found);
        }
        catch (Exception exception) when (exception is YamlException or IOException or UnauthorizedAccessException
            or ArgumentException)
        {
            throw new SettingException(
                $"The file of settings '{path}' ({origin}) cannot be read: {exception.Message}");
        }

        var unknown = found.Keys.FirstOrDefault(key => !Settings.All.Any(setting => setting.Name == key));
        return unknown is null ? found : throw new SettingException($"{path}: there is no setting {unknown}.");
    }

    private static void ReadValue(Parser parser, string name, Dictionary<string, string> found)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            if (name.Length > 0) found[name] = scalar.Value;
            return;
        }

        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>().Value.Replace('_', '-').ToLowerInvariant();
            ReadValue(parser, name.Length == 0 ? key : $"{name}-{key}", found);
        }
    }
}
