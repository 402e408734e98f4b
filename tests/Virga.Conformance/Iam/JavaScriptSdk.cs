using Xunit;

namespace Virga.Conformance.Iam;

/// <summary>AWS's SDK for JavaScript in a folder of its own, with the program that calls it.</summary>
internal static class JavaScriptSdk
{
    /// <summary>Installs what is missing; skips the test, loudly, where that cannot be.</summary>
    public static string Folder()
    {
        var folder = Path.Combine(Path.GetTempPath(), "virga-conformance-js");
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@aws-sdk", "client-ssm")))
        {
            var (exitCode, output) = Tool.Run("npm",
                ["install", "--no-save", "@aws-sdk/client-sts@3", "@aws-sdk/client-ec2@3", "@aws-sdk/client-ssm@3"],
                folder);
            if (exitCode != 0) Assert.Skip($"reason: npm cannot install the JavaScript SDK: {output}");
        }

        File.Copy(Tool.File("clients.mjs"), Path.Combine(folder, "clients.mjs"), overwrite: true);
        return folder;
    }
}
