using System.Security.Cryptography;
using System.Text;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Documents;

/// <summary>
/// The documents of AWS that work here. Names, versions, parameters and defaults are AWS's: Systems Manager
/// documentation,
/// "AWS-RunShellScript"; the content says the same in own words.
/// </summary>
internal static class DocumentCatalogue
{
    public const string ShellScript = "AWS-RunShellScript";

    /// <summary>Known, and refused: no guest here runs Windows.</summary>
    public const string PowerShellScript = "AWS-RunPowerShellScript";

    /// <summary>The plugin of the document, by which its results are asked for.</summary>
    public const string Plugin = "aws:runShellScript";

    /// <summary>The plugin's other name.</summary>
    public const string PluginId = "0.aws:runShellScript";

    /// <summary>The allowed pattern of seconds up to two days, as public listings of the document show it.</summary>
    private const string Seconds =
        "([1-9][0-9]{0,4})|(1[0-6][0-9]{4})|(17[0-1][0-9]{3})|(172[0-7][0-9]{2})|(172800)";

    public const string Content = "{\"schemaVersion\":\"1.2\",\"description\":\"" + Description
        + "\",\"parameters\":{"
        + "\"commands\":{\"type\":\"StringList\",\"description\":\"" + CommandsText
        + "\",\"minItems\":1,\"displayType\":\"textarea\"},"
        + "\"workingDirectory\":{\"type\":\"String\",\"default\":\"\",\"description\":\"" + DirectoryText
        + "\",\"maxChars\":4096},"
        + "\"executionTimeout\":{\"type\":\"String\",\"default\":\"3600\",\"description\":\"" + TimeoutText
        + "\",\"allowedPattern\":\"" + Seconds + "\"}},"
        + "\"runtimeConfig\":{\"aws:runShellScript\":{\"properties\":[{\"id\":\"0.aws:runShellScript\","
        + "\"runCommand\":\"{{ commands }}\",\"workingDirectory\":\"{{ workingDirectory }}\","
        + "\"timeoutSeconds\":\"{{ executionTimeout }}\"}]}}}";

    private const string Description = "Runs lines of a shell script in the guest.";
    private const string CommandsText = "The lines to run.";
    private const string DirectoryText = "Where in the guest they run.";
    private const string TimeoutText = "After how many seconds they are ended, 172800 at most.";

    /// <summary>What Virga says of all it has: the one document was there before everything.</summary>
    public static readonly DateTimeOffset Created = new(2017, 8, 31, 0, 0, 0, TimeSpan.Zero);

    public static string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));

    public static List<DocumentParameter> Parameters =>
    [
        new() { Name = "commands", Type = "StringList", Description = CommandsText },
        new() { Name = "workingDirectory", Type = "String", Description = DirectoryText, DefaultValue = "" },
        new() { Name = "executionTimeout", Type = "String", Description = TimeoutText, DefaultValue = "3600" },
    ];

    /// <summary>Whether a name or an ARN is the document's.</summary>
    public static bool IsShellScript(string? name) => ShortName(name) == ShellScript;

    /// <summary>Refuses what cannot be run.</summary>
    public static void CheckRunnable(SendCommandRequest input)
    {
        if (ShortName(input.DocumentName) == PowerShellScript)
            throw SsmErrors.UnsupportedPlatformType(
                $"{PowerShellScript} needs PowerShell in the guest, and no guest here runs Windows.");
        Check(input.DocumentName, input.DocumentVersion);
        if (input.DocumentHash is { } hash && !hash.Equals(Hash, StringComparison.OrdinalIgnoreCase))
            throw SsmErrors.InvalidDocument($"The hash of the document {ShellScript} is another one.");
        if (input.DocumentHashType is not (null or "Sha256"))
            throw SsmErrors.InvalidDocument("A document's hash is of type Sha256.");
    }

    /// <summary>The document in a version that it has.</summary>
    public static void Check(string? name, string? version)
    {
        if (!IsShellScript(name))
            throw SsmErrors.InvalidDocument($"Document with name {name} does not exist.");
        if (version is not (null or "1" or "$DEFAULT" or "$LATEST")) throw SsmErrors.InvalidDocumentVersion();
    }

    private static string? ShortName(string? name) =>
        name?.StartsWith("arn:", StringComparison.Ordinal) == true ? name[(name.LastIndexOf('/') + 1)..] : name;
}
