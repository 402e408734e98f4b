using System.Text.Json;
using Xunit;

namespace Virga.Conformance.Iam;

/// <summary>Real clients against a server that verifies every signature.</summary>
public sealed class ClientSignatureTests
{
    private static readonly string[] Ok = ["sts ok", "iam ok", "ec2 ok", "ssm ok"];

    private static readonly string[] Refused =
        ["sts SignatureDoesNotMatch", "iam SignatureDoesNotMatch", "ec2 AuthFailure", "ssm InvalidSignatureException"];

    private static readonly string[] Unknown =
        ["sts InvalidClientTokenId", "iam InvalidClientTokenId", "ec2 AuthFailure", "ssm UnrecognizedClientException"];

    [Fact]
    public async Task Boto3_signs_what_verifies()
    {
        await using var server = await LiveServer.StartAsync(isEnforced: true);
        string[] Call(string key, string secret) => Lines(Python(server, key, secret, ""));

        Assert.Equal(Ok, Call("123456789012", "test"));
        Assert.Equal(Refused, Call("123456789012", "wrong"));
        Assert.Equal(Unknown, Call("AKIAIOSFODNN7EXAMPLE", "test"));
    }

    [Fact]
    public async Task The_CLI_signs_what_verifies_and_its_temporary_credentials_work_everywhere()
    {
        await using var server = await LiveServer.StartAsync(isEnforced: true);
        var variables = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test", ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_ENDPOINT_URL"] = server.Endpoint,
        };
        (int ExitCode, string Output) Aws(params string[] arguments) =>
            Tool.Run("aws", [.. arguments, "--output", "json"], null, variables);
        if (Aws("--version").ExitCode == -1) Assert.Skip("reason: the AWS CLI is missing");

        var (exitCode, output) = Aws("sts", "get-session-token");
        Assert.True(exitCode == 0, output);
        var credentials = JsonDocument.Parse(output).RootElement.GetProperty("Credentials");
        string Part(string name) => credentials.GetProperty(name).GetString()!;

        Assert.Equal(Ok, Lines(Python(server, Part("AccessKeyId"), Part("SecretAccessKey"), Part("SessionToken"))));
        Assert.Equal(Unknown, Lines(Python(server, Part("AccessKeyId"), Part("SecretAccessKey"), "other")));
        Assert.Equal(Refused, Lines(Python(server, Part("AccessKeyId"), "wrong", Part("SessionToken"))));
        variables["AWS_SECRET_ACCESS_KEY"] = "wrong";
        Assert.Contains("SignatureDoesNotMatch", Aws("sts", "get-caller-identity").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_JavaScript_SDK_signs_what_verifies()
    {
        var folder = JavaScriptSdk.Folder();
        await using var server = await LiveServer.StartAsync(isEnforced: true);
        string[] Call(string key, string secret) =>
            Lines(Tool.Run("node", ["--no-warnings", "clients.mjs", server.Endpoint, key, secret, ""], folder));

        Assert.Equal(Ok.Where(line => line != "iam ok"), Call("123456789012", "test"));
        Assert.Equal(Refused.Where(line => !line.StartsWith("iam", StringComparison.Ordinal)),
            Call("123456789012", "wrong"));
    }

    private static (int ExitCode, string Output) Python(LiveServer server, string key, string secret, string token) =>
        Tool.Run("python3", [Tool.File("clients.py"), server.Endpoint, key, secret, token]);

    private static string[] Lines((int ExitCode, string Output) run)
    {
        if (run.ExitCode == -1 || run.Output.Contains("ModuleNotFoundError", StringComparison.Ordinal))
            Assert.Skip("reason: the client is missing");
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
