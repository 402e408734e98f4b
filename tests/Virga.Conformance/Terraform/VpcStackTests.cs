using Virga.Conformance.Iam;
using Xunit;

namespace Virga.Conformance.Terraform;

/// <summary>
/// A network of three tiers as the popular community module lays it out, by Terraform: three zones, NAT, default
/// resources adopted, rules inline and as resources of their own, endpoints, peering, IPv6, flow logs, and the data
/// sources that find them; and one of IPv6, transit gateways, VPN and IPAM. Apply, a plan without a change, destroy,
/// and nothing left behind.
/// </summary>
public sealed class VpcStackTests
{
    /// <summary>Lists in which nothing of a stack may be left, but what is deleted.</summary>
    private static readonly string[] Rest =
    [
        "DescribeTransitGateways", "DescribeTransitGatewayAttachments", "DescribeTransitGatewayRouteTables",
        "DescribeVpnConnections", "DescribeVpnGateways", "DescribeCustomerGateways", "DescribeCarrierGateways",
        "DescribeIpams", "DescribeIpamScopes", "DescribeIpamPools", "DescribeNetworkInterfaces", "DescribeNatGateways",
        "DescribeClientVpnEndpoints", "DescribeTrafficMirrorFilters", "DescribeTrafficMirrorTargets",
        "DescribeTrafficMirrorSessions",
    ];

    /// <summary>Where an image of the provider lies when no configuration of the machine names one.</summary>
    private const string LocalMirror = "/opt/tf-plugins";

    [Theory]
    [InlineData("vpc.tf")]
    [InlineData("transit.tf")]
    public async Task A_network_is_made_planned_without_change_and_destroyed(string stack)
    {
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        var folder = Directory.CreateTempSubdirectory("virga-terraform-").FullName;
        File.Copy(Tool.File(stack, SourceFolder()), Path.Combine(folder, stack));
        var variables = Variables(server.Endpoint, folder);
        (int ExitCode, string Output) Terraform(params string[] arguments) =>
            Tool.Run("terraform", [.. arguments, "-no-color"], folder, variables);
        try
        {
            var (exitCode, output) = Terraform("init");
            if (exitCode != 0) Assert.Skip($"reason: Terraform or its AWS provider is missing: {output}");
            Succeed(Terraform("apply", "-auto-approve"));
            Succeed(Terraform("plan", "-detailed-exitcode"));
            var found = Terraform("output").Output;
            if (stack == "vpc.tf") Assert.Matches("found = \"true(,true){22}\"", found);
            Succeed(Terraform("destroy", "-auto-approve"));
            var left = await AskAsync(server.Endpoint, "DescribeVpcs");
            Assert.Contains("<cidrBlock>172.31.0.0/16</cidrBlock>", left, StringComparison.Ordinal);
            Assert.DoesNotContain("<cidrBlock>10.", left, StringComparison.Ordinal);
            foreach (var operation in Rest)
            {
                var rest = await AskAsync(server.Endpoint, operation);
                Assert.DoesNotMatch(">(available|attached|create-complete|pending-associate|tm[fts]-[0-9a-f]+)<", rest);
            }

        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What Terraform is told of the server and of the machine.</summary>
    internal static Dictionary<string, string> Variables(string endpoint, string folder) => new()
    {
        ["TF_VAR_endpoint"] = endpoint, ["CHECKPOINT_DISABLE"] = "1", ["TF_CLI_CONFIG_FILE"] = Configuration(folder),
    };

    internal static void Succeed((int ExitCode, string Output) run) => Assert.True(run.ExitCode == 0, run.Output);

    /// <summary>The answer of an operation.</summary>
    internal static async Task<string> AskAsync(
        string endpoint, string action, params (string Name, string Value)[] parameters)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        var form = new Dictionary<string, string> { ["Action"] = action, ["Version"] = "2016-11-15" };
        foreach (var (name, value) in parameters) form[name] = value;
        request.Content = new FormUrlEncodedContent(form);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00");
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    internal static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    internal static string Configuration(string folder)
    {
        if (!Directory.Exists(LocalMirror)) return Environment.GetEnvironmentVariable("TF_CLI_CONFIG_FILE") ?? "";
        var path = Path.Combine(folder, "terraform.rc");
        File.WriteAllText(
            path, $"provider_installation {{\n  filesystem_mirror {{\n    path = \"{LocalMirror}\"\n  }}\n}}\n");
        return path;
    }
}
