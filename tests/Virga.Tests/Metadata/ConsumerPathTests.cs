using System.Net;
using System.Text.Json;
using Virga.Metadata;

namespace Virga.Tests.Metadata;

/// <summary>
/// What consumers read that no package source here has: each request as they send it, in their order, with a token
/// required. From their sources: AWS SDKs for Go, .NET and JavaScript, aws-node-termination-handler, the agents of SSM
/// and CloudWatch, ec2-instance-connect, Ignition, cloud-netconfig.
/// </summary>
public sealed class ConsumerPathTests
{
    private const string M = "/latest/meta-data/";
    private const string Nic = "network/interfaces/macs/" + SampleDocument.Mac + "/";

    // consumer | seconds of its token | its reads; one that ends in ! answers 404, and = is what the answer is.
    private const string Table = """
        go-v2 | 300 | meta-data/iam/security-credentials/=web
        go-v2 | 300 | meta-data/iam/security-credentials/web
        go-v2 | 300 | dynamic/instance-identity/document
        js-v3 | 21600 | meta-data/iam/security-credentials-extended/=web
        js-v3 | 21600 | meta-data/iam/security-credentials/=web
        dotnet | 21600 | meta-data/network/interfaces/macs/=02:11:22:33:44:55/,02:11:22:33:44:66/
        dotnet | 21600 | meta-data/ancestor-ami-ids!
        dotnet | 21600 | dynamic/instance-identity/document
        termination-handler | 3600 | dynamic/instance-identity/document
        termination-handler | 3600 | meta-data/instance-life-cycle=on-demand
        termination-handler | 3600 | meta-data/local-hostname
        termination-handler | 3600 | meta-data/public-hostname
        termination-handler | 3600 | meta-data/public-ipv4=203.0.113.7
        termination-handler | 3600 | meta-data/spot/instance-action!
        termination-handler | 3600 | meta-data/events/maintenance/scheduled=[]
        termination-handler | 3600 | meta-data/events/recommendations/rebalance!
        termination-handler | 3600 | meta-data/autoscaling/target-lifecycle-state!
        karpenter | 300 | dynamic/instance-identity/document
        ssm-agent | 21600 | meta-data
        ssm-agent | 21600 | meta-data/instance-id=i-0123456789abcdef0
        ssm-agent | 21600 | meta-data/instance-type=t3.micro
        ssm-agent | 21600 | meta-data/placement/availability-zone=eu-west-1a
        ssm-agent | 21600 | meta-data/placement/availability-zone-id=euw1-az3
        ssm-agent | 21600 | meta-data/services/domain=amazonaws.com
        ssm-agent | 21600 | meta-data/network/interfaces/macs
        ssm-agent | 21600 | meta-data/NIC/vpc-ipv4-cidr-block=10.0.0.0/16
        ssm-agent | 21600 | meta-data/NIC/vpc-ipv6-cidr-blocks!
        ssm-agent | 21600 | meta-data/identity-credentials/ec2/security-credentials/ec2-instance
        cloudwatch-agent | 21600 | meta-data/instance-id
        cloudwatch-agent | 21600 | meta-data/hostname
        cloudwatch-agent | 21600 | meta-data/tags/instance=Name,team
        cloudwatch-agent | 21600 | meta-data/tags/instance/team=a
        instance-connect | 5 | meta-data/instance-id/=i-0123456789abcdef0
        instance-connect | 5 | meta-data/managed-ssh-keys/active-keys/ec2-user/
        instance-connect | 5 | meta-data/managed-ssh-keys/active-keys/other/!
        instance-connect | 5 | meta-data/managed-ssh-keys/signer-cert/
        instance-connect | 5 | meta-data/managed-ssh-keys/signer-ocsp/
        instance-connect | 5 | meta-data/placement/availability-zone/=eu-west-1a
        instance-connect | 5 | meta-data/services/domain/=amazonaws.com
        vpc-cni | 21600 | meta-data/mac=02:11:22:33:44:55
        vpc-cni | 21600 | meta-data/NIC/device-number=0
        vpc-cni | 21600 | meta-data/NIC/interface-id=eni-1
        vpc-cni | 21600 | meta-data/NIC/subnet-id=subnet-1
        vpc-cni | 21600 | meta-data/NIC/security-group-ids=sg-1,sg-2
        vpc-cni | 21600 | meta-data/NIC/vpc-ipv4-cidr-blocks=10.0.0.0/16,10.9.0.0/16
        vpc-cni | 21600 | meta-data/NIC/ipv4-prefix!
        systemd-imdsd | 300 | meta-data/public-keys/0/openssh-key
        """;

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var line in Table.Split('\n'))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                data.Add(cells[0], cells[1], cells[2].Replace("NIC/", Nic, StringComparison.Ordinal));
            }

            return data;
        }
    }

    private static MetadataDocument Document { get; } = SampleDocument.Full with
    {
        ActiveKeys = [("ec2-user", ["#Instance=i-1\nssh-ed25519 AAAA me\n"])],
        InstanceCredentials =
            now => new RoleCredentials("Success", now, "ASIA2", "secret", "token", now.AddHours(6)),
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Reads(string consumer, string seconds, string read)
    {
        await using var service = new RunningEndpoint(Document, new MetadataOptions(AreTokensRequired: true));
        var token = await service.TokenAsync(int.Parse(seconds));
        var isAbsent = read.EndsWith('!');
        var parts = read.TrimEnd('!').Split('=', 2);
        var reply = await service.GetWithTokenAsync("/latest/" + parts[0], token);
        Assert.Equal(
            (consumer, isAbsent ? HttpStatusCode.NotFound : HttpStatusCode.OK), (consumer, reply.StatusCode));
        if (isAbsent) return;
        // aws-node-termination-handler and the SDK for Go insist on it.
        Assert.Equal(seconds, reply.Headers.GetValues("X-Aws-Ec2-Metadata-Token-Ttl-Seconds").Single());
        var body = await reply.Content.ReadAsStringAsync();
        Assert.NotEmpty(body);
        // The last line of a signature is read with its end.
        Assert.Equal(parts[0].Contains("active-keys", StringComparison.Ordinal), body.EndsWith('\n'));
        if (parts.Length > 1) Assert.Equal(parts[1], body.Replace('\n', ','));
    }

    [Fact]
    public async Task The_token_tells_its_life_and_its_server_as_sdks_and_old_terraform_want_it()
    {
        await using var service = new RunningEndpoint(Document);
        var request = new HttpRequestMessage(HttpMethod.Put, "/latest/api/token");
        request.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "300");
        var reply = await service.Client.SendAsync(request);
        Assert.Equal("300", reply.Headers.GetValues("X-Aws-Ec2-Metadata-Token-Ttl-Seconds").Single());
        Assert.Contains("EC2", reply.Headers.GetValues("Server").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/2019-10-01/meta-data/instance-id", "i-0123456789abcdef0")]
    [InlineData("/2019-10-01/user-data", "#!/bin/sh\n")]
    [InlineData("/2016-09-02/meta-data/network/interfaces/macs/", "02:11:22:33:44:55/\n02:11:22:33:44:66/")]
    [InlineData("/2016-09-02/meta-data/" + Nic + "local-ipv4s", "10.0.0.5\n10.0.0.6")]
    [InlineData("/2009-04-04/meta-data/public-keys/0/openssh-key", "ssh-ed25519 AAAA my-key")]
    public async Task Dated_versions_of_ignition_and_cloud_netconfig(string path, string body)
    {
        await using var service = new RunningEndpoint(Document);
        Assert.Equal(body, await service.GetAsync(path));
    }

    [Fact]
    public async Task Times_are_of_the_forms_that_are_parsed()
    {
        await using var service = new RunningEndpoint(Document with
        {
            Events = new MetadataEvents { Spot = new MetadataSpotNotice("terminate", ManualClock.Start.AddMinutes(2)) },
        });
        using var credentials = JsonDocument.Parse(await service.GetAsync(M + "iam/security-credentials/web"));
        // botocore reads this form only: no fractions, Z at the end.
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z$", credentials.RootElement.GetProperty("Expiration").GetString());
        Assert.Equal("Success", credentials.RootElement.GetProperty("Code").GetString());
        using var extended = JsonDocument.Parse(
            await service.GetAsync(M + "iam/security-credentials-extended/web"));
        Assert.Equal("111122223333", extended.RootElement.GetProperty("AccountId").GetString());
        // aws-node-termination-handler tells events apart by the hash of action and time.
        Assert.Equal(await service.GetAsync(M + "spot/instance-action"),
            await service.GetAsync(M + "spot/instance-action"));
    }
}
