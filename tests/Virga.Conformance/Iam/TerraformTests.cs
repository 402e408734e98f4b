using Xunit;

namespace Virga.Conformance.Iam;

/// <summary>Terraform's IAM and SSM resources: apply, empty plan, change, empty plan, destroy.</summary>
public sealed class TerraformTests
{
    /// <summary>Where an image of the provider lies when no configuration of the machine names one.</summary>
    private const string LocalMirror = "/opt/tf-plugins";

    [Fact]
    public async Task Identities_are_made_planned_changed_and_destroyed()
    {
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        var folder = Directory.CreateTempSubdirectory("virga-terraform-").FullName;
        foreach (var name in (string[])["main.tf", "saml.xml"]) File.Copy(Tool.File(name), Path.Combine(folder, name));
        var variables = new Dictionary<string, string>
        {
            ["TF_VAR_endpoint"] = server.Endpoint, ["TF_VAR_team"] = "a", ["CHECKPOINT_DISABLE"] = "1",
            ["TF_CLI_CONFIG_FILE"] = Configuration(folder),
        };
        (int ExitCode, string Output) Terraform(params string[] arguments) =>
            Tool.Run("terraform", [.. arguments, "-no-color"], folder, variables);
        try
        {
            var (exitCode, output) = Terraform("init");
            if (exitCode != 0) Assert.Skip($"reason: Terraform or its AWS provider is missing: {output}");
            Succeed(Terraform("apply", "-auto-approve"));
            Succeed(Terraform("plan", "-detailed-exitcode"));
            variables["TF_VAR_team"] = "b";
            Succeed(Terraform("apply", "-auto-approve"));
            Succeed(Terraform("plan", "-detailed-exitcode"));
            Succeed(Terraform("destroy", "-auto-approve"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Succeed((int ExitCode, string Output) run) => Assert.True(run.ExitCode == 0, run.Output);

    private static string Configuration(string folder)
    {
        if (!Directory.Exists(LocalMirror)) return Environment.GetEnvironmentVariable("TF_CLI_CONFIG_FILE") ?? "";
        var path = Path.Combine(folder, "terraform.rc");
        File.WriteAllText(
            path, $"provider_installation {{\n  filesystem_mirror {{\n    path = \"{LocalMirror}\"\n  }}\n}}\n");
        return path;
    }
}
