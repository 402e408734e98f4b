using System.Globalization;
using Virga.Metadata.Mock;

namespace Virga.Server.Imds;

/// <summary>A command line that is not one; the message is cobra's.</summary>
/// <param name="command">The command whose usage is shown; null for an unknown command, which is shown a hint only.
/// </param>
internal sealed class ImdsUsageException(string message, ImdsCommandLine? command) : Exception(message)
{
    public ImdsCommandLine? Command { get; } = command;
}

/// <summary>
/// Reads a command line as cobra and pflag do, with their messages: flags anywhere, "--name=value", "-nvalue", several
/// one-letter flags in one word, "--" ends them.
/// </summary>
internal sealed class ImdsArguments
{
    private readonly ImdsFlag[] _flags;

    private static IEnumerable<ImdsFlag> Switches => ImdsFlags.Global.Where(flag => flag.Type == ImdsFlagType.Flag);

    private ImdsArguments(ImdsCommandLine command)
    {
        Command = command;
        _flags = [.. ImdsFlags.Global, .. command.Flags];
    }

    public ImdsCommandLine Command { get; }

    public bool WantsHelp { get; private set; }

    public bool WantsVersion { get; private set; }

    /// <summary>Words that are neither flags nor the command; the mock ignores them after a command.</summary>
    public List<string> Rest { get; } = [];

    /// <summary>The flags that were set, by name, as they are printed.</summary>
    public SortedDictionary<string, string> Set { get; } = new(StringComparer.Ordinal);

    /// <summary>The flags that were set, by key.</summary>
    public Dictionary<string, string> ByKey =>
        Set.ToDictionary(set => _flags.First(flag => flag.Name == set.Key).Key, set => set.Value);

    /// <summary>Throws <see cref="ImdsUsageException"/> for what cobra refuses.</summary>
    public static ImdsArguments Parse(IReadOnlyList<string> words)
    {
        var at = IndexOfCommand(words);
        if (at < 0) return ParseFlags(ImdsFlags.Root, words);
        var command = ImdsFlags.Find(words[at]) ?? throw new ImdsUsageException(Unknown(words[at]), null);
        return ParseFlags(command, [.. words.Take(at), .. words.Skip(at + 1)]);
    }

    /// <summary>The first word that is no flag and no value of one.</summary>
    public static int IndexOfCommand(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--") return -1;
            if (!word.StartsWith('-') || word == "-") return i;
            if (word.Contains('=')) continue;
            // A flag that cobra does not know here takes the next word with it, as it may be a command's own.
            var isLong = word.StartsWith("--", StringComparison.Ordinal);
            var isSwitch = isLong
                ? word is "--help" or "--version" || Switches.Any(flag => flag.Name == word[2..])
                : word.Length > 2 || word[1] is 'h' or 'v' || Switches.Any(flag => flag.Short == word[1]);
            if (!isSwitch) i++;
        }

        return -1;
    }

    /// <summary>What cobra says to a word that is no command.</summary>
    public static string Unknown(string word)
    {
        var names = ImdsFlags.Commands.Select(command => command.Name).Append("completion").Append("help");
        var near = names.Where(name =>
            Distance(word, name) <= 2 || name.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        var hint = string.Concat(near.Select(name => $"\t{name}\n"));
        return $"unknown command \"{word}\" for \"{ImdsFlags.Program}\""
            + (hint.Length == 0 ? "" : $"\n\nDid you mean this?\n{hint}");
    }

    private static ImdsArguments ParseFlags(ImdsCommandLine command, IReadOnlyList<string> words)
    {
        var arguments = new ImdsArguments(command);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--")
            {
                arguments.Rest.AddRange(words.Skip(i + 1));
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal)) arguments.TakeLong(word, words, ref i);
            else if (word.StartsWith('-') && word.Length > 1) arguments.TakeShort(word, words, ref i);
            else arguments.Rest.Add(word);
        }

        return arguments;
    }

    private void TakeLong(string word, IReadOnlyList<string> words, ref int i)
    {
        var equals = word.IndexOf('=');
        var name = equals < 0 ? word[2..] : word[2..equals];
        if (name.Length == 0 || name[0] == '-') throw Wrong($"bad flag syntax: {word}");
        if (name is "help" or "version" && IsBuiltIn(name, equals < 0 ? "true" : word[(equals + 1)..])) return;
        var flag = _flags.FirstOrDefault(f => f.Name == name) ?? throw Wrong($"unknown flag: --{name}");
        if (equals >= 0) Take(flag, word[(equals + 1)..]);
        else if (flag.Type == ImdsFlagType.Flag) Take(flag, "true");
        else if (++i < words.Count) Take(flag, words[i]);
        else throw Wrong($"flag needs an argument: {word}");
    }

    private void TakeShort(string word, IReadOnlyList<string> words, ref int i)
    {
        for (var letters = word[1..]; letters.Length > 0;)
        {
            var letter = letters[0];
            var flag = _flags.FirstOrDefault(f => f.Short == letter);
            if (flag is null && letter is 'h' or 'v' && IsBuiltIn(letter == 'h' ? "help" : "version", "true"))
            {
                letters = letters[1..];
                continue;
            }

            if (flag is null) throw Wrong($"unknown shorthand flag: '{letter}' in -{letters}");
            var rest = letters[1..];
            letters = "";
            if (rest.Length > 1 && rest[0] == '=') Take(flag, rest[1..]);
            else if (flag.Type == ImdsFlagType.Flag)
            {
                Take(flag, "true");
                letters = rest;
            }
            else if (rest.Length > 0) Take(flag, rest);
            else if (++i < words.Count) Take(flag, words[i]);
            else throw Wrong($"flag needs an argument: '{letter}' in {word}");
        }
    }

    private bool IsBuiltIn(string name, string value)
    {
        // Only the root has a version.
        if (name == "version" && Command.Command != MockCommand.All) return false;
        if (!MockDefaults.TryParseFlag(value, out var truth)) return false;
        if (name == "help") WantsHelp = truth;
        else WantsVersion = truth;
        return true;
    }

    private void Take(ImdsFlag flag, string value)
    {
        if (flag.Type == ImdsFlagType.Number)
        {
            if (!TryParseNumber(value, out var number)) throw Invalid(flag, value, "ParseInt");
            value = number.ToString(CultureInfo.InvariantCulture);
        }
        else if (flag.Type == ImdsFlagType.Flag)
        {
            if (!MockDefaults.TryParseFlag(value, out var truth)) throw Invalid(flag, value, "ParseBool");
            value = truth ? "true" : "false";
        }

        Set[flag.Name] = value;
    }

    private static bool TryParseNumber(string text, out long number)
    {
        // pflag takes the prefixes of Go's literals as well.
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return isHex
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private ImdsUsageException Invalid(ImdsFlag flag, string value, string function)
    {
        var name = flag.Short is { } letter ? $"-{letter}, --{flag.Name}" : $"--{flag.Name}";
        return Wrong($"invalid argument \"{value}\" for \"{name}\" flag: strconv.{function}: parsing \"{value}\": "
            + $"invalid syntax");
    }

    private ImdsUsageException Wrong(string message) => new(message, Command);

    /// <summary>The number of single edits from one word to another, letters without case.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var (diagonal, above) = (row[0], 0);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                above = row[j];
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
