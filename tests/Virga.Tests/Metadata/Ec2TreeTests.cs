using Virga.Metadata;

namespace Virga.Tests.Metadata;

/// <summary>The tree of an instance in EC2's form: what there is, what there is not, and in which version.</summary>
public sealed class Ec2TreeTests
{
    private const string M = "/latest/meta-data/";
    private const string Nic = M + "network/interfaces/macs/" + SampleDocument.Mac + "/";

    [Theory]
    [InlineData("/latest", "dynamic\nmeta-data\nuser-data")]
    [InlineData("/latest/", "dynamic\nmeta-data\nuser-data")]
    [InlineData("/latest/dynamic/", "fws/\ninstance-identity/")]
    [InlineData("/latest/dynamic/instance-identity/", "document\npkcs7\nrsa2048\nsignature")]
    [InlineData(M + "ami-id", "ami-0123456789abcdef0")]
    [InlineData(M + "instance-id/", "i-0123456789abcdef0")]
    [InlineData("/latest//meta-data/reservation-id", "r-0123456789abcdef0")]
    [InlineData(M + "block-device-mapping/", "ami\nebs1\nroot")]
    [InlineData(M + "iam/", "info\nsecurity-credentials/")]
    [InlineData(M + "iam/security-credentials/", "web")]
    [InlineData(M + "public-keys/", "0=my-key")]
    [InlineData(M + "public-keys/0/", "openssh-key")]
    [InlineData(M + "public-keys/0/openssh-key", "ssh-ed25519 AAAA my-key")]
    [InlineData(M + "tags/instance", "Name\nteam")]
    [InlineData(M + "tags/instance/Name", "web-1")]
    [InlineData(M + "network/interfaces/macs/", "02:11:22:33:44:55/\n02:11:22:33:44:66/")]
    [InlineData(Nic + "local-ipv4s", "10.0.0.5\n10.0.0.6")]
    [InlineData(Nic + "ipv4-associations/203.0.113.7", "10.0.0.5")]
    [InlineData(Nic + "security-group-ids", "sg-1\nsg-2")]
    [InlineData(Nic + "vpc-ipv4-cidr-block", "10.0.0.0/16")]
    [InlineData(Nic + "vpc-ipv4-cidr-blocks", "10.0.0.0/16\n10.9.0.0/16")]
    [InlineData(M + "public-ipv4", "203.0.113.7")]
    [InlineData(M + "local-hostname", "ip-10-0-0-5.eu-west-1.compute.internal")]
    [InlineData(M + "security-groups", "default\nweb")]
    [InlineData(M + "placement/availability-zone/", "eu-west-1a")]
    [InlineData(M + "events/maintenance/scheduled", "[]")]
    [InlineData(M + "metrics/", "vhostmd")]
    [InlineData(M + "metrics/vhostmd", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")]
    [InlineData("/latest/user-data", "#!/bin/sh\n")]
    [InlineData("/1.0/meta-data/", "ami-id\nami-launch-index\nami-manifest-path\nhostname\ninstance-id\nlocal-ipv4\n"
        + "public-keys/\nreservation-id\nsecurity-groups")]
    [InlineData("/2021-03-23/meta-data/tags/instance/team", "a")]
    public async Task Serves(string path, string body)
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        Assert.Equal(body, await service.GetAsync(path));
    }

    [Theory]
    [InlineData("/2011-01-01/meta-data/tags/instance/team")]
    [InlineData("/2011-01-01/meta-data/iam/info")]
    [InlineData("/2011-01-02/meta-data/ami-id")]
    [InlineData("/latest/api")]
    [InlineData(M + "spot/instance-action")]
    [InlineData(M + "kernel-id")]
    [InlineData(M + "elastic-gpus/")]
    [InlineData("/2011-01-01/meta-data/metrics/")]
    public async Task Does_not_serve(string path)
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        Assert.Equal(404, await service.StatusAsync(path));
    }

    [Fact]
    public async Task What_an_instance_lacks_is_404_and_not_listed()
    {
        await using var service = new RunningEndpoint(SampleDocument.Bare);
        Assert.Equal("dynamic\nmeta-data", await service.GetAsync("/latest/"));
        var names = (await service.GetAsync(M)).Split('\n');
        foreach (
            var name in new[] { "iam/", "public-keys/", "tags/", "public-ipv4", "public-hostname", "spot/", "ipv6" })
        {
            Assert.DoesNotContain(name, names);
            Assert.Equal(404, await service.StatusAsync(M + name));
        }

        Assert.Equal(404, await service.StatusAsync("/latest/user-data"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_name_that_is_listed_can_be_read_in_every_version(bool isFull)
    {
        // cloud-init reads every listed name, and a single 404 fails its crawl.
        var tree = new RunningEndpoint(isFull ? SampleDocument.Full : SampleDocument.Bare).Tree(
            isFull ? SampleDocument.Full : SampleDocument.Bare);
        var read = 0;
        for (var version = 0; version <= MetadataVersions.Latest; version++)
        {
            foreach (var node in tree.Nodes.Where(node => !node.IsLeaf && node.Introduced <= version))
            {
                var listed = System.Text.Encoding.UTF8.GetString(node.ListingAt(version)!).Split('\n');
                foreach (var name in listed.Where(name => name.Length > 0))
                {
                    var last = name.Contains('=') ? name[..name.IndexOf('=')] : name.TrimEnd('/');
                    var child = tree.Find(node.Path.Length == 0 ? last : node.Path + "/" + last);
                    Assert.True(child is not null && child.Introduced <= version, $"{node.Path} lists {name}");
                    read++;
                }
            }
        }

        Assert.True(read > 500);
    }

    [Fact]
    public async Task Credentials_have_the_form_of_ec2()
    {
        await using var service = new RunningEndpoint(SampleDocument.Full);
        Assert.Equal(
            "{\n  \"Code\" : \"Success\",\n  \"LastUpdated\" : \"2026-11-21T10:00:00Z\",\n  \"Type\" : \"AWS-HMAC\",\n"
            + "  \"AccessKeyId\" : \"ASIA1\",\n  \"SecretAccessKey\" : \"secret\",\n  \"Token\" : \"token\",\n"
            + "  \"Expiration\" : \"2026-11-21T16:00:00Z\"\n}",
            await service.GetAsync(M + "iam/security-credentials/web"));
        Assert.EndsWith(",\n  \"AccountId\" : \"111122223333\"\n}",
            await service.GetAsync(M + "iam/security-credentials-extended/web"), StringComparison.Ordinal);
        Assert.Equal(404, await service.StatusAsync(M + "iam/security-credentials/other"));
        var denied = SampleDocument.Full with
        {
            Role = SampleDocument.Full.Role! with
            {
                Credentials = now => new RoleCredentials("AssumeRoleUnauthorizedAccess", now, Message: "no trust"),
            },
        };
        service.Target = service.Target with { Tree = service.Tree(denied) };
        Assert.Equal(
            "{\n  \"Code\" : \"AssumeRoleUnauthorizedAccess\",\n  \"Message\" : \"no trust\",\n"
            + "  \"LastUpdated\" : \"2026-11-21T10:00:00Z\"\n}",
            await service.GetAsync(M + "iam/security-credentials/web"));
    }

    [Fact]
    public async Task Events_have_the_forms_of_ec2()
    {
        var at = ManualClock.Start;
        var planned = new MaintenanceEvent(
            "instance-event-1", "system-reboot", "scheduled reboot", "active", at, at.AddHours(2));
        await using var service = new RunningEndpoint(SampleDocument.Full with
        {
            Events = new MetadataEvents
            {
                Spot = new MetadataSpotNotice("terminate", at.AddMinutes(2)),
                RebalanceNotice = at,
                Scheduled = [planned],
                History = [planned with { State = "canceled", Description = "[Canceled] scheduled reboot" }],
                TargetLifecycleState = "InService",
            },
        });
        Assert.Equal("{\"action\": \"terminate\", \"time\": \"2026-11-21T10:02:00Z\"}",
            await service.GetAsync(M + "spot/instance-action"));
        Assert.Equal("2026-11-21T10:02:00Z", await service.GetAsync(M + "spot/termination-time"));
        Assert.Equal("{\"noticeTime\": \"2026-11-21T10:00:00Z\"}",
            await service.GetAsync(M + "events/recommendations/rebalance"));
        Assert.Equal("InService", await service.GetAsync(M + "autoscaling/target-lifecycle-state"));
        Assert.Equal(
            "[ \n  {\n    \"NotBefore\" : \"21 Nov 2026 10:00:00 GMT\",\n    \"Code\" : \"system-reboot\",\n"
            + "    \"Description\" : \"scheduled reboot\",\n    \"EventId\" : \"instance-event-1\",\n"
            + "    \"NotAfter\" : \"21 Nov 2026 12:00:00 GMT\",\n    \"State\" : \"active\"\n  } \n]",
            await service.GetAsync(M + "events/maintenance/scheduled"));
        Assert.Contains("\"[Canceled] scheduled reboot\"", await service.GetAsync(M + "events/maintenance/history"),
            StringComparison.Ordinal);
    }
}
