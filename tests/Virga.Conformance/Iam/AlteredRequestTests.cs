using Xunit;

namespace Virga.Conformance.Iam;

/// <summary>
/// Requests of real clients that were altered by one byte after they were signed: each is refused in AWS's words.
/// </summary>
public sealed class AlteredRequestTests
{
    public static TheoryData<Altered> Parts => [.. Enum.GetValues<Altered>()];

    [Theory, MemberData(nameof(Parts))]
    public async Task Of_boto3(Altered part)
    {
        await using var server = await LiveServer.StartAsync(isEnforced: true);
        await using var proxy = new AlteringProxy(server.Port, part);

        var (exitCode, output) = Tool.Run(
            "python3", [Tool.File("clients.py"), proxy.Endpoint, "123456789012", "test", ""]);

        Need(exitCode, output);
        Assert.Equal(Expected(part, ["sts", "iam", "ec2", "ssm"]), Lines(output));
    }

    [Theory, MemberData(nameof(Parts))]
    public async Task Of_the_JavaScript_SDK(Altered part)
    {
        var folder = JavaScriptSdk.Folder();
        await using var server = await LiveServer.StartAsync(isEnforced: true);
        await using var proxy = new AlteringProxy(server.Port, part);

        var (exitCode, output) = Tool.Run(
            "node", ["--no-warnings", "clients.mjs", proxy.Endpoint, "123456789012", "test", ""], folder);

        Need(exitCode, output);
        Assert.Equal(Expected(part, ["sts", "ec2", "ssm"]), Lines(output));
    }

    [Theory, MemberData(nameof(Parts))]
    public async Task Of_the_CLI(Altered part)
    {
        await using var server = await LiveServer.StartAsync(isEnforced: true);
        await using var proxy = new AlteringProxy(server.Port, part);
        var variables = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test", ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_ENDPOINT_URL"] = proxy.Endpoint, ["AWS_MAX_ATTEMPTS"] = "1",
        };
        (string Service, string Call)[] calls =
            [("sts", "get-caller-identity"), ("iam", "list-roles"), ("ec2", "describe-vpcs"),
                ("ssm", "describe-parameters")];

        foreach (var (service, call) in calls)
        {
            var (exitCode, output) = Tool.Run("aws", [service, call], null, variables);
            if (exitCode == -1) Assert.Skip("reason: the AWS CLI is missing");
            var expected = Expected(part, [service])[0][(service.Length + 1)..];
            if (expected == "ok") Assert.True(exitCode == 0, output);
            else Assert.Contains($"({expected})", output, StringComparison.Ordinal);
        }
    }

    /// <summary>Codes: SignatureErrors of each protocol.</summary>
    private static string[] Expected(Altered part, string[] services) => [.. services.Select(service =>
        (part, service) switch
        {
            (Altered.Nothing, _) => $"{service} ok",
            (_, "ec2") => "ec2 AuthFailure",
            (_, "ssm") => "ssm InvalidSignatureException",
            _ => $"{service} SignatureDoesNotMatch",
        })];

    private static void Need(int exitCode, string output)
    {
        if (exitCode == -1 || output.Contains("ModuleNotFoundError", StringComparison.Ordinal))
            Assert.Skip("reason: the client is missing");
        Assert.True(exitCode == 0, output);
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
