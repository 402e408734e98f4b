using System.Xml.Linq;
using Virga.Conformance.Iam;
using Xunit;

namespace Virga.Conformance.Terraform;

/// <summary>
/// A stack of machines by Terraform, on simulated instances: instances with every common block, volumes, snapshots,
/// images, addresses, templates, fleets, spot requests, reservations, hosts, settings of the account, and the data
/// sources that look them up. Apply, a plan without a change, destroy, and nothing left that runs.
/// </summary>
public sealed class ComputeStackTests
{
    /// <summary>Terraform mostly sleeps: the provider looks first after ten seconds or more.</summary>
    private const string ManyAtOnce = "-parallelism=40";

    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Fact]
    public async Task Machines_are_made_planned_without_change_and_destroyed()
    {
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        var folder = Directory.CreateTempSubdirectory("virga-terraform-").FullName;
        var source = Path.GetDirectoryName(SourceFile())!;
        File.Copy(Path.Combine(source, "compute.tf"), Path.Combine(folder, "compute.tf"));
        var variables = VpcStackTests.Variables(server.Endpoint, folder);
        (int ExitCode, string Output) Terraform(params string[] arguments) =>
            Tool.Run("terraform", [.. arguments, "-no-color"], folder, variables);
        try
        {
            var (exitCode, output) = Terraform("init");
            if (exitCode != 0) Assert.Skip($"reason: Terraform or its AWS provider is missing: {output}");
            VpcStackTests.Succeed(Terraform("apply", "-auto-approve", ManyAtOnce));
            VpcStackTests.Succeed(Terraform("plan", "-detailed-exitcode"));
            VpcStackTests.Succeed(Terraform("destroy", "-auto-approve", ManyAtOnce));
            await CheckWhatIsLeftAsync(server.Endpoint);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Only what the fleet started goes on, as the stack asks; then nothing.</summary>
    private static async Task CheckWhatIsLeftAsync(string endpoint)
    {
        var left = XDocument.Parse(await VpcStackTests.AskAsync(endpoint, "DescribeInstances"));
        var goingOn = Elements(left, "instancesSet")
            .Where(one => Value(one, "instanceState", "name") != "terminated")
            .Select(one => Value(one, "instanceId")).ToList();
        var fleet = XDocument.Parse(await VpcStackTests.AskAsync(endpoint, "DescribeFleets"));
        Assert.All(
            Elements(fleet, "fleetSet"), one => Assert.StartsWith("deleted", Value(one, "fleetState"), Ordinal));
        Assert.Equal(2, goingOn.Count);
        foreach (var id in goingOn)
            await VpcStackTests.AskAsync(endpoint, "TerminateInstances", ("InstanceId.1", id));
        var volumes = XDocument.Parse(await VpcStackTests.AskAsync(endpoint, "DescribeVolumes"));
        foreach (var volume in Elements(volumes, "volumeSet"))
            Assert.Contains(Elements(volume, "attachmentSet"), one => goingOn.Contains(Value(one, "instanceId")));
    }

    private static IEnumerable<XElement> Elements(XContainer within, string list) =>
        within.Descendants().Where(one => one.Name.LocalName == list).SelectMany(one => one.Elements());

    private static string Value(XElement element, params string[] path) =>
        path.Aggregate(element, (at, name) => at.Elements().First(one => one.Name.LocalName == name)).Value;

    private static string SourceFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
