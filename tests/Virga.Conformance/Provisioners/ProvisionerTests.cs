using System.Runtime.CompilerServices;
using Virga.Conformance.Disks;
using Virga.Conformance.Docker;
using Virga.Conformance.Metadata;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Provisioners;

/// <summary>
/// The tools that build images and set machines up, unmodified, against container instances: they log in by the public
/// address that the API told them.
/// </summary>
public sealed class ProvisionerTests(RealEngine engine) : IClassFixture<RealEngine>, IDisposable
{
    private const string Ami = "ami-df5de72bdb3b";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly string folder = Directory.CreateTempSubdirectory("virga-provision").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Key pair, group, instance, ssh, file and shell, stop, image, clean-up (<c>packer.json</c>).</summary>
    [Fact]
    public async Task Packer_builds_an_image_that_launches_and_leaves_nothing_else()
    {
        if (!await Run.WorksAsync("packer", "version")) Assert.Skip("reason: Packer is missing (Debian's packer)");
        await engine.NeedAsync(DiskRig.Image);
        await File.WriteAllTextAsync(Path.Combine(folder, "greeting"), "hello\n", RealEngine.Cancellation);
        await using var server = await RunningServer.StartAsync("--ec2-imds-port", "0");
        using var ec2 = new Ec2Caller(server);
        var environment = new Dictionary<string, string?>
        {
            // Its delay is 15 seconds otherwise; and it asks its makers whether it is the newest.
            ["AWS_POLL_DELAY_SECONDS"] = "1", ["CHECKPOINT_DISABLE"] = "1", ["HOME"] = folder,
            ["PACKER_CONFIG_DIR"] = folder, ["PACKER_CACHE_DIR"] = folder, ["SSH_AUTH_SOCK"] = "",
        };

        var (code, output, error) = await Run.Async("packer",
            ["build", "-color=false", "-var", $"endpoint={server.Url}", "-var", $"folder={folder}", "-var",
             $"ami={Ami}", Beside("packer.json")], environment, Longest);

        Assert.True(code == 0, output + error);
        var image = await ec2.ReadAsync("imageId", "DescribeImages", ("Owner.1", "self"),
            ("Filter.1.Name", "tag:made"), ("Filter.1.Value.1", "by-packer"));
        var instances = await ec2.CallAsync("DescribeInstances");
        Assert.All(instances.Descendants("instanceState"), state => Assert.Equal("terminated", state.Value[2..]));
        Assert.Empty((await ec2.CallAsync("DescribeKeyPairs")).Descendants("keyName"));
        Assert.Single((await ec2.CallAsync("DescribeSecurityGroups")).Descendants("groupName"));
        var instance = await ec2.LaunchAsync(image);
        Assert.Equal("hello\nprovisioned\n", await DiskRig.ShellAsync(instance, "cat /root/made"));
        Assert.Equal("an image that Packer made",
            await ec2.ReadAsync("description", "DescribeImages", ("ImageId.1", image)));
    }

    /// <summary>
    /// Modules of amazon.aws launch and end, Ansible itself configures over ssh (<c>ansible.yml</c>).
    /// </summary>
    [Fact]
    public async Task Ansible_launches_configures_and_terminates()
    {
        // Ansible does nothing in a locale without UTF-8, and the test command's has none.
        if (!await Run.WorksAsync("env", "LC_ALL=C.UTF-8", "ansible-doc", "-t", "module", "amazon.aws.ec2_instance"))
            Assert.Skip("reason: Ansible is missing (Debian's ansible)");
        var (found, python, _) = await Run.Async("python3", ["-c", "import boto3, sys; print(sys.executable)"]);
        if (found != 0) Assert.Skip("reason: boto3 is missing");
        await engine.NeedAsync(DiskRig.Image);
        using var ssh = await SshClient.MakeAsync("ed25519");
        await using var server = await RunningServer.StartAsync("--ec2-imds-port", "0");
        var inventory = Path.Combine(folder, "hosts");
        var here = $"localhost ansible_connection=local ansible_python_interpreter={python.Trim()}\n";
        await File.WriteAllTextAsync(inventory, here, RealEngine.Cancellation);
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = folder, ["ANSIBLE_NOCOWS"] = "1", ["ANSIBLE_RETRY_FILES_ENABLED"] = "0",
            ["ANSIBLE_HOME"] = folder, ["ANSIBLE_LOCAL_TEMP"] = folder, ["LC_ALL"] = "C.UTF-8",
        };

        var (code, output, error) = await Run.Async("ansible-playbook",
            ["-i", inventory, Beside("ansible.yml"), "-e", $"endpoint={server.Url}", "-e", $"ami={Ami}", "-e",
             $"key={ssh.PrivateKeyPath}"], environment, Longest);

        Assert.True(code == 0, output + error);
        Assert.DoesNotContain("no hosts matched", output, StringComparison.Ordinal);
    }

    private static string Beside(string name, [CallerFilePath] string path = "") => Iam.Tool.File(name, path);
}
