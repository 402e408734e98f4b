using System.Text;
using Virga.Metadata.Mock;

namespace Virga.Server.Imds;

/// <summary>The help and usage texts, in cobra's layout.</summary>
internal static class ImdsHelp
{
    /// <summary>What --help prints: a sentence, then the usage.</summary>
    public static string Of(ImdsCommandLine command) =>
        (command.Command == MockCommand.All ? $"{ImdsFlags.Program} is a tool to mock Amazon EC2 instance metadata."
            : command.Short)
        + "\n\n" + Usage(command);

    /// <summary>What is printed after an error as well.</summary>
    public static string Usage(ImdsCommandLine command)
    {
        var isRoot = command.Command == MockCommand.All;
        var text = new StringBuilder("Usage:\n  ").Append(command.UseLine).Append('\n');
        if (isRoot) text.Append("  ").Append(ImdsFlags.Program).Append(" [command]\n");
        if (command.Aliases.Length > 0)
            text.Append("\nAliases:\n  ").AppendJoin(", ", [command.Name, .. command.Aliases]).Append('\n');
        text.Append("\nExamples:\n");
        foreach (var example in command.Examples) text.Append("  ").Append(example).Append('\n');
        if (isRoot) AppendCommands(text);
        text.Append("\nFlags:\n").Append(Flags(isRoot ? [.. ImdsFlags.Global, .. BuiltIn(command)]
            : [.. command.Flags, .. BuiltIn(command)]));
        if (!isRoot) text.Append("\nGlobal Flags:\n").Append(Flags(ImdsFlags.Global));
        else text.Append($"\nUse \"{ImdsFlags.Program} [command] --help\" for more information about a command.\n");
        return text.ToString();
    }

    private static void AppendCommands(StringBuilder text)
    {
        text.Append("\nAvailable Commands:\n");
        var commands = ImdsFlags.Commands.Select(command => (command.Name, command.Short))
            .Append(("completion", "Generate the autocompletion script for the specified shell"))
            .Append(("help", "Help about any command"))
            .OrderBy(command => command.Item1, StringComparer.Ordinal);
        foreach (var (name, about) in commands) text.Append($"  {name,-12} {about}\n");
    }

    private static IEnumerable<ImdsFlag> BuiltIn(ImdsCommandLine command)
    {
        yield return new ImdsFlag("help", 'h', ImdsFlagType.Flag, "", $"help for {command.Name}");
        if (command.Command == MockCommand.All)
            yield return new ImdsFlag("version", 'v', ImdsFlagType.Flag, "", $"version for {command.Name}");
    }

    private static string Flags(IEnumerable<ImdsFlag> flags)
    {
        var rows = flags.OrderBy(flag => flag.Name, StringComparer.Ordinal).Select(flag => (Left: Left(flag), flag))
            .ToList();
        var width = rows.Max(row => row.Left.Length);
        var text = new StringBuilder();
        foreach (var (left, flag) in rows)
        {
            var about = flag.Usage.Replace("\n", "\n" + new string(' ', width + 3), StringComparison.Ordinal);
            text.Append(left.PadRight(width + 3)).Append(about);
            if (flag.Standard is { } standard) text.Append($" (default {standard})");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Left(ImdsFlag flag)
    {
        var name = flag.Short is { } letter ? $"  -{letter}, --{flag.Name}" : $"      --{flag.Name}";
        return flag.Type switch
        {
            ImdsFlagType.Text => name + " string",
            ImdsFlagType.Number => name + " int",
            _ => name,
        };
    }
}
