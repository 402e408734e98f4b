using Virga.Ssm.PublicParameters;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Finds what a request names: an own parameter, or one that AWS publishes.</summary>
internal static class ParameterLookup
{
    private const string SecretsManager = "/aws/reference/secretsmanager/";

    /// <summary>The parameter, or the error that GetParameter answers.</summary>
    public static Parameter Get(WorldView at, string text, bool? isDecrypted)
    {
        if (text.StartsWith(SecretsManager, StringComparison.Ordinal)) throw SsmErrors.SecretNotFound(text);
        var name = ParameterName.Parse(text);
        if (PublicParameterCatalogue.Find(at.Region, name.Id) is { } published) return ParameterView.Of(published);
        var row = at.Find<ParameterRow>(name.Id) ?? throw SsmErrors.ParameterNotFound();
        var version = name.Select(row) ?? throw SsmErrors.VersionNotFound(name.Selector!, name.Name);
        return ParameterView.Of(row, version, name.Name, name.Selector, isDecrypted, at);
    }

    /// <summary>An own parameter, for operations that change or explain it.</summary>
    public static ParameterRow GetOwn(WorldView at, string text) =>
        at.Find<ParameterRow>(ParameterName.Parse(text).Id) ?? throw SsmErrors.ParameterNotFound();
}
