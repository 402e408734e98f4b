namespace Virga.Server.Imds;

/// <summary>Completion scripts for shells: commands and flags, without descriptions.</summary>
internal static class ImdsCompletion
{
    public const string Help =
        $"Generate the autocompletion script for {ImdsFlags.Program} for the specified shell.\n\n"
        + $"Usage:\n  {ImdsFlags.Program} completion [command]\n\n"
        + "Available Commands:\n  bash        \n  fish        \n  powershell  \n  zsh         \n";

    /// <summary>The script for a shell; null for an unknown one.</summary>
    public static string? For(string? shell) => shell switch
    {
        "bash" => $"complete -W \"{Words}\" {ImdsFlags.Program}\n",
        "zsh" => $"#compdef {ImdsFlags.Program}\ncompdef '_arguments \"*:word:({Words})\"' {ImdsFlags.Program}\n",
        "fish" => $"complete -c {ImdsFlags.Program} -f -a \"{Words}\"\n",
        "powershell" => $"Register-ArgumentCompleter -Native -CommandName {ImdsFlags.Program} -ScriptBlock {{\n"
            + "    param($word)\n"
            + $"    '{Words}'.Split(' ') | Where-Object {{ $_ -like \"$word*\" }}\n}}\n",
        _ => null,
    };

    private static string Words => string.Join(' ', ImdsFlags.Commands.Select(command => command.Name)
        .Concat(["completion", "help"])
        .Concat(ImdsFlags.Global.Concat(ImdsFlags.Commands.SelectMany(command => command.Flags))
            .Select(flag => "--" + flag.Name)
            .Distinct()));
}
