using System.Diagnostics;
using System.Text.Json;
using Virga.Conformance.Docker;
using Virga.Conformance.Iam;
using Virga.Conformance.Network;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>
/// Unmodified consumers inside of a guest's network, at 169.254.169.254 and with nothing but the instance's profile:
/// the SDKs and the CLI, which then call EC2; cloud-init's Ec2 data source; Amazon's own scripts, from Debian's
/// packages.
/// </summary>
public sealed class GuestConsumerTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private const string Image = "virga-test/debian-cloud-init:latest";
    private const string Api = "http://169.254.169.249:4566";
    private const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
        "Action":"sts:AssumeRole"}]}
        """;

    private const string Allowed = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}]}
        """;

    /// <summary>What the hardware of EC2 has and a container has not: cloud-init looks for it before it asks.</summary>
    private const string Hardware = """
        set -e
        mkdir -p /tmp/real && mount --rbind /sys /tmp/real && mount -t tmpfs none /sys
        for one in /tmp/real/*; do mkdir /sys/${one##*/} && mount --rbind $one /sys/${one##*/}; done
        mkdir /sys/hypervisor && echo ec2e1916-9099-7caf-fd21-012345abcdef > /sys/hypervisor/uuid
        """;

    private const string CloudInit = """
        printf 'datasource_list: [ Ec2 ]\n' > /etc/cloud/cloud.cfg.d/99-ec2.cfg
        cloud-init clean --logs >/dev/null 2>&1; cloud-init init >/tmp/init.log 2>&1
        cloud-init query -a
        """;

    private const string Put = "-sf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60'";
    private const string Token = "/latest/api/token";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Consumers_in_a_guest_find_what_they_need()
    {
        await AwsCli.NeedAsync();
        await engine.NeedAsync(Image);
        var packages = await PackagesAsync();
        try
        {
            // Without a data directory it takes its machines with it when it ends, however that comes.
            await using var server = await RunningServer.StartAsync("--backend", "docker", "--ec2-init", "virga");
            using var api = new Ec2Api(server);
            var machine = await LaunchAsync(server, api);
            await HopsAsync(api, machine);
            await Ipv6Async(api, machine);
            await SdksAsync(machine);
            await ScriptsAsync(machine, packages);
            await CloudInitAsync(machine);
            await ReadsAsync(api, machine.Id);
        }
        finally
        {
            Directory.Delete(packages, recursive: true);
        }
    }

    /// <summary>Apart from the others, so that it is seen when it did not run.</summary>
    [Fact]
    public async Task The_SDK_for_JavaScript_in_a_guest_calls_EC2_with_the_role()
    {
        if (!await Run.WorksAsync("npm", "--version")) Assert.Skip("reason: npm missing");
        var folder = JavaScriptSdk.Folder();
        await AwsCli.NeedAsync();
        await engine.NeedAsync(Image);
        await using var server = await RunningServer.StartAsync("--backend", "docker", "--ec2-init", "virga");
        using var api = new Ec2Api(server);
        var machine = await LaunchAsync(server, api);
        var script = Path.Combine(folder, "profile.mjs");
        File.Copy(Tool.File("profile.mjs"), script, overwrite: true);
        Assert.Equal($"{machine.Id}\n", await machine.OutsideAsync("node", script, Api));
    }

    /// <summary>With two interfaces, a profile, a key, tags in the metadata, tokens required.</summary>
    private async Task<Machine> LaunchAsync(RunningServer server, Ec2Api api)
    {
        var aws = new AwsCli(server);
        await aws.Async("iam", "create-role", "--role-name", "web", "--assume-role-policy-document", Trust);
        await aws.Async("iam", "put-role-policy", "--role-name", "web", "--policy-name", "look", "--policy-document",
            Allowed);
        await aws.Async("iam", "create-instance-profile", "--instance-profile-name", "web");
        await aws.Async(
            "iam", "add-role-to-instance-profile", "--instance-profile-name", "web", "--role-name", "web");
        await aws.Async("ec2", "create-key-pair", "--key-name", "mine");
        var ami = "ami-" + Guid.NewGuid().ToString("n")[..17];
        await engine.Client.Images.TagAsync(Image, "virga-ec2/consumers", ami, RealEngine.Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync($"virga-ec2/consumers:{ami}", CancellationToken.None));
        await UntilAsync(async () => (await api.AllAsync("imageId", "DescribeImages",
            ("Filter.1.Name", "image-id"), ("Filter.1.Value.1", ami))).Contains(ami));
        var (subnet, primary) = await NetworkAsync(api);
        var id = await api.OneAsync("instanceId", "RunInstances",
            ("ImageId", ami), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"), ("KeyName", "mine"),
            ("IamInstanceProfile.Name", "web"), ("UserData", Convert.ToBase64String("#!/bin/sh\ntrue\n"u8)),
            ("NetworkInterface.1.DeviceIndex", "0"), ("NetworkInterface.1.NetworkInterfaceId", primary),
            ("NetworkInterface.2.DeviceIndex", "1"), ("NetworkInterface.2.SubnetId", subnet),
            ("NetworkInterface.2.SecondaryPrivateIpAddressCount", "1"),
            ("MetadataOptions.HttpTokens", "required"), ("MetadataOptions.InstanceMetadataTags", "enabled"),
            ("MetadataOptions.HttpProtocolIpv6", "enabled"), ("MetadataOptions.HttpPutResponseHopLimit", "1"),
            ("TagSpecification.1.ResourceType", "instance"), ("TagSpecification.1.Tag.1.Key", "Name"),
            ("TagSpecification.1.Tag.1.Value", "web-1"));
        await UntilAsync(async () =>
            await api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) == "running");
        var health = await api.HealthAsync();
        if (health.Contains("on the engine", StringComparison.Ordinal))
            Assert.Skip("reason: this machine allows no fabric: " + health);
        var machine = new Machine(id);
        await UntilAsync(async () =>
            (await machine.RunAsync($"curl {Put} http://169.254.169.254{Token}")).Length == 56);
        return machine;
    }

    /// <summary>A subnet with addresses of both kinds, and an interface with one of each.</summary>
    private static async Task<(string Subnet, string Interface)> NetworkAsync(Ec2Api api)
    {
        var vpc = await api.OneAsync("vpcId", "CreateVpc",
            ("CidrBlock", "10.77.0.0/16"), ("AmazonProvidedIpv6CidrBlock", "true"));
        var block = "";
        await UntilAsync(async () =>
            (block = await api.OneAsync("ipv6CidrBlock", "DescribeVpcs", ("VpcId.1", vpc))).Length > 0
            && !(await api.AllAsync("state", "DescribeVpcs", ("VpcId.1", vpc))).Contains("associating"));
        var subnet = await api.OneAsync("subnetId", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", "10.77.1.0/24"),
            ("Ipv6CidrBlock", block.Replace("/56", "/64", StringComparison.Ordinal)),
            ("AvailabilityZone", "us-east-1a"));
        return (subnet, await api.OneAsync(
            "networkInterfaceId", "CreateNetworkInterface", ("SubnetId", subnet), ("Ipv6AddressCount", "1")));
    }

    /// <summary>A container in the guest, behind its address: one more hop.</summary>
    private static async Task HopsAsync(Ec2Api api, Machine machine)
    {
        using var inner = Process.Start(
            new ProcessStartInfo("nsenter", ["-t", await machine.PidAsync(), "-n", "unshare", "-n", "sleep", "300"]))!;
        try
        {
            var behind = new[] { "-t", $"{inner.Id}", "-n" };
            await UntilAsync(async () => (await Run.Async("readlink", [$"/proc/{inner.Id}/ns/net"])).Output
                != (await Run.Async("readlink", [$"/proc/{await machine.PidAsync()}/ns/net"])).Output
                && (await Run.Async("cat", [$"/proc/{inner.Id}/comm"])).Output == "sleep\n");
            await machine.OutsideAsync("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1", "netns",
                $"{inner.Id}");
            await machine.OutsideAsync("sh", "-c", "ip addr add 10.250.0.1/24 dev v0; ip link set v0 up; "
                + "sysctl -qw net.ipv4.ip_forward=1; "
                + "iptables -t nat -A POSTROUTING -s 10.250.0.0/24 -j MASQUERADE");
            Assert.True(await Run.WorksAsync("nsenter", [.. behind, "sh", "-c", "ip addr add 10.250.0.2/24 dev v1; "
                + "ip link set v1 up; ip route add default via 10.250.0.1"]));
            Assert.Equal("", (await TokenAsync()).Output);
            await api.CallAsync("ModifyInstanceMetadataOptions",
                ("InstanceId", machine.Id), ("HttpPutResponseHopLimit", "2"));
            Assert.Equal(56, (await TokenAsync()).Output.Length);

            Task<(int Code, string Output, string Error)> TokenAsync() => Run.Async(
                "nsenter", [.. behind, "sh", "-c", $"curl {Put} http://169.254.169.254{Token}"]);
        }
        finally
        {
            inner.Kill();
        }
    }

    /// <summary>The service's other address answers while it is enabled.</summary>
    private static async Task Ipv6Async(Ec2Api api, Machine machine)
    {
        const string url = "'http://[fd00:ec2::254]";
        var token = await machine.RunAsync($"curl -g {Put} {url}{Token}'");
        Assert.Equal(56, token.Length);
        var address = await machine.RunAsync(
            $"curl -g -sf -m 5 -H 'X-aws-ec2-metadata-token: {token}' {url}/latest/meta-data/ipv6'");
        Assert.Contains(address, await machine.RunAsync("ip -6 -o addr show eth0"), StringComparison.Ordinal);
        Assert.NotEmpty(address);
        await api.CallAsync("ModifyInstanceMetadataOptions",
            ("InstanceId", machine.Id), ("HttpProtocolIpv6", "disabled"));
        Assert.Equal("", await machine.RunAsync($"curl -g {Put} {url}{Token}'"));
        Assert.Equal(56, (await machine.RunAsync($"curl {Put} http://169.254.169.254{Token}")).Length);
    }

    private static async Task SdksAsync(Machine machine)
    {
        const string boto = $"""
            import boto3
            ec2 = boto3.Session().client('ec2', region_name='us-east-1', endpoint_url='{Api}')
            print(boto3.Session().get_credentials().method,
                  ec2.describe_instances()['Reservations'][0]['Instances'][0]['InstanceId'])
            """;
        Assert.Equal($"iam-role {machine.Id}\n", await machine.OutsideAsync("python3", "-c", boto));
        Assert.Equal($"{machine.Id}\n", await machine.OutsideAsync(
            "aws", "--endpoint-url", Api, "--region", "us-east-1",
            "ec2", "describe-instances", "--query", "Reservations[].Instances[].InstanceId", "--output", "text"));
    }

    /// <summary>ec2-metadata of amazon-ec2-utils, and what amazon-ec2-net-utils makes of an interface.</summary>
    private static async Task ScriptsAsync(Machine machine, string packages)
    {
        Assert.True(await Run.WorksAsync("docker", "cp", packages + "/.", machine.Container + ":/tmp/packages"));
        // As apt would: /lib stays the link that it is.
        await machine.RunAsync("for one in /tmp/packages/*.deb; do dpkg-deb --fsys-tarfile $one "
            + "| tar -x --keep-directory-symlink -C /; done");
        var said = (await machine.RunAsync("ec2-metadata --all")).Split('\n');
        Assert.Contains($"instance-id: {machine.Id}", said);
        Assert.Contains("placement: us-east-1a", said);
        Assert.Contains("keyname:mine", said);
        Assert.Contains("format:openssh-key", said);
        Assert.Contains("user-data: #!/bin/sh", said);
        Assert.Contains("security-groups: default", said);
        Assert.Contains("kernel-id: not available", said);
        Assert.Contains(said, line => line.StartsWith("reservation-id: r-", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Trim() == "Name: web-1");
        Assert.Contains(said, line => line.Trim() == "root: /dev/xvda" || line.Trim() == "root: /dev/sda1");

        // The package's own functions, as its service calls them; systemd-networkd, which it waits for, is not here.
        var made = await machine.RunAsync("""
            mkdir -p /run/n/lock; unitdir=/run/n lockdir=/run/n/lock reload_flag=/run/n/reload
            . /usr/share/amazon-ec2-net-utils/lib.sh
            for iface in eth0 eth1; do ether=$(cat /sys/class/net/$iface/address); setup_interface $iface $ether; done
            cat /run/n/70-eth1.network.d/*.conf
            """);
        var addresses = (await machine.RunAsync(
            "ip -4 -o addr show eth1 | sed -E 's,.*inet ([0-9.]+)/.*,\\1,'")).Trim().Split('\n');
        Assert.Contains("Table=10001", made, StringComparison.Ordinal);
        Assert.All(addresses, one => Assert.Contains("From=" + one, made, StringComparison.Ordinal));
        Assert.Equal(2, made.Split("From=").Length - 1);
    }

    private static async Task CloudInitAsync(Machine machine)
    {
        Assert.True(await Run.WorksAsync(
            "nsenter", "-t", await machine.PidAsync(), "-m", "-n", "-u", "-i", "-p", "sh", "-c", Hardware));
        var text = await machine.RunAsync(CloudInit);
        Assert.True(text.StartsWith('{'), text + await machine.RunAsync("tail -n 50 /var/log/cloud-init.log"));
        var all = JsonDocument.Parse(text).RootElement;
        var v1 = all.GetProperty("v1");
        Assert.Equal(("aws", "ec2", machine.Id, "us-east-1"), (Text(v1, "cloud_name"), Text(v1, "platform"),
            Text(v1, "instance_id"), Text(v1, "region")));
        Assert.Equal("2021-03-23", Text(all.GetProperty("ds"), "_metadata_api_version"));
        var data = all.GetProperty("ds").GetProperty("meta-data");
        Assert.Equal("web-1", data.GetProperty("tags").GetProperty("instance").GetProperty("Name").GetString());
        Assert.Equal(2, data.GetProperty("network").GetProperty("interfaces").GetProperty("macs").EnumerateObject()
            .Count());
        Assert.Contains("true", Text(all, "userdata"), StringComparison.Ordinal);

        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
    }

    /// <summary>What they read is in the log of the instance: each with a token, and by the version it asked for.
    /// </summary>
    private static async Task ReadsAsync(Ec2Api api, string id)
    {
        using var log = JsonDocument.Parse(
            await api.ControlAsync(HttpMethod.Get, $"/_virga/ec2/instances/{id}/metadata-reads"));
        var reads = log.RootElement.EnumerateArray()
            .Select(one => (one.GetProperty("version").GetString(), one.GetProperty("path").GetString(),
                one.GetProperty("hadToken").GetBoolean(), one.GetProperty("status").GetInt32())).ToList();
        Assert.Contains(("latest", "meta-data/iam/security-credentials/web", true, 200), reads);
        Assert.Contains(("latest", "meta-data/reservation-id", true, 200), reads);
        Assert.Contains(("2021-03-23", "meta-data/instance-id", true, 200), reads);
        Assert.DoesNotContain(reads, read => read.Item4 is 401 or >= 500);
    }

    /// <summary>Debian's packages of Amazon's scripts, in a folder.</summary>
    private static async Task<string> PackagesAsync()
    {
        var folder = Directory.CreateTempSubdirectory("virga-packages").FullName;
        var said = await Run.Async("sh", ["-c",
            $"cd {folder} && apt-get -qq -o APT::Sandbox::User=root download amazon-ec2-utils amazon-ec2-net-utils"]);
        if (said.Code == 0) return folder;
        Directory.Delete(folder, recursive: true);
        Assert.Skip($"reason: the packages of Amazon's scripts cannot be downloaded: {said.Error}");
        return "";
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < Patience, "it did not come to be in time");
            await Task.Delay(200);
        }
    }

    /// <summary>The guest.</summary>
    private sealed record Machine(string Id)
    {
        public string Container => $"virga-ec2.{Id}";

        /// <summary>What a program of the guest says.</summary>
        public async Task<string> RunAsync(string script) =>
            (await Run.Async("docker", ["exec", Container, "bash", "-c", script])).Output;

        /// <summary>Its first process, as this machine numbers it.</summary>
        public async Task<string> PidAsync() =>
            (await Run.Async("docker", ["inspect", "-f", "{{.State.Pid}}", Container])).Output.Trim();

        /// <summary>What a program of this machine says in the guest's network, without any credentials of its own.
        /// </summary>
        public async Task<string> OutsideAsync(params string[] command)
        {
            var none = new Dictionary<string, string?>
            {
                ["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent", ["AWS_CONFIG_FILE"] = "/nonexistent",
                ["AWS_ACCESS_KEY_ID"] = null, ["AWS_SECRET_ACCESS_KEY"] = null, ["AWS_SESSION_TOKEN"] = null,
                ["AWS_PROFILE"] = null, ["AWS_ENDPOINT_URL"] = null, ["AWS_EC2_METADATA_DISABLED"] = null,
                ["AWS_PAGER"] = "", ["NO_PROXY"] = "*", ["http_proxy"] = null, ["HTTP_PROXY"] = null,
            };
            var said = await Run.Async("nsenter", ["-t", await PidAsync(), "-n", .. command], none);
            Assert.True(said.Code == 0, $"{command[0]}: {said.Output}{said.Error}");
            return said.Output;
        }
    }
}
