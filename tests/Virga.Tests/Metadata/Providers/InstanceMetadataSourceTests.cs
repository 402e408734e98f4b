using System.Text;
using Virga.Compute;
using Virga.Ec2.Addresses;
using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Subnets;
using Virga.Ec2InstanceConnect;
using Virga.Metadata;
using Virga.Metadata.Identity;
using Virga.Metadata.Providers;
using Virga.State;
using Virga.Wire.Ec2;
using Virga.Wire.Ec2InstanceConnect;

namespace Virga.Tests.Metadata.Providers;

/// <summary>From rows to what an instance reads.</summary>
public sealed class InstanceMetadataSourceTests : IDisposable
{
    private const string Id = "i-0123456789abcdef0";
    private const string M = "meta-data/";

    private readonly TestWorld _world = new();
    private readonly InstanceMetadataSource _source;

    public InstanceMetadataSourceTests()
    {
        _world.Arrange(change =>
        {
            var subnet = change.Rows<SubnetRow>().First();
            var group = change.Rows<SecurityGroupRow>().First();
            change.Put(new InstanceRow(Id)
            {
                ReservationId = "r-1", LaunchIndex = 0, ImageId = "ami-1", InstanceType = "t3.micro",
                LaunchTime = change.Now, UsageOperationUpdateTime = change.Now, State = InstanceStateName.Running,
                Desired = Power.Running, Backend = "mock", AvailabilityZone = subnet.AvailabilityZone,
                RootDeviceName = "/dev/xvda", Architecture = "x86_64", PlatformDetails = "Linux/UNIX",
                UsageOperation = "RunInstances", SubnetId = subnet.Id, VpcId = subnet.VpcId,
                UserData = Convert.ToBase64String("#!/bin/sh\n"u8),
            });
            change.Put(new NetworkInterfaceRow("eni-1")
            {
                SubnetId = subnet.Id, VpcId = subnet.VpcId, AvailabilityZone = subnet.AvailabilityZone,
                MacAddress = "02:00:00:00:00:01", PrivateAddresses = [new PrivateAddress("172.31.0.9", true)],
                GroupIds = [group.Id], AutoPublicIp = "198.18.0.7",
                Attachment = new InterfaceAttachment("eni-attach-1", Id)
                {
                    InstanceOwnerId = TestWorld.Account, DeviceIndex = 0, Status = AttachmentStatus.Attached,
                    AttachTime = change.Now, IsDeletedOnTermination = true,
                },
            });
            change.Put(new TagsRow(Id, new(StringComparer.Ordinal) { ["Name"] = "web", ["k8s.io/x"] = "y" }));
        });
        _source = new InstanceMetadataSource(
            _world.Store, new NoInstanceRoles(), new InstanceIdentitySigner(TimeProvider.System));
    }

    public void Dispose()
    {
        _source.Dispose();
        _world.Dispose();
    }

    [Theory]
    [InlineData("instance-id", Id)]
    [InlineData("local-ipv4", "172.31.0.9")]
    [InlineData("local-hostname", "ip-172-31-0-9.ec2.internal")]
    [InlineData("public-ipv4", "198.18.0.7")]
    [InlineData("public-hostname", "ec2-198-18-0-7.compute-1.amazonaws.com")]
    [InlineData("placement/region", "us-east-1")]
    [InlineData("security-groups", "default")]
    [InlineData("network/interfaces/macs/02:00:00:00:00:01/vpc-ipv4-cidr-block", "172.31.0.0/16")]
    [InlineData("block-device-mapping/root", "/dev/xvda")]
    [InlineData("tags/instance/Name", null)]
    [InlineData("iam/info", null)]
    public void Rows_become_paths(string path, string? value) => Assert.Equal(value, Read(M + path));

    [Theory]
    [InlineData("t3.micro", "nitro")]
    [InlineData("t2.micro", "xen")]
    [InlineData("m4.large", "xen")]
    [InlineData("m5.metal", "nitro")]
    public void The_system_is_that_of_the_type(string type, string system)
    {
        _world.Arrange(change => change.Update<InstanceRow>(Id, row => row with { InstanceType = type }));
        Assert.Equal(system, Read(M + "system"));
    }

    [Fact]
    public void In_a_subnet_of_IPv6_alone_nothing_of_IPv4_is_there_or_listed()
    {
        var vpc = _world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest
        {
            CidrBlock = "10.9.0.0/16", AmazonProvidedIpv6CidrBlock = true,
        }).Vpc!.VpcId!;
        _world.Step(TimeSpan.FromSeconds(10));
        var block = _world.View.Get<Virga.Ec2.Vpcs.VpcRow>(vpc).Ipv6CidrBlocks[0].Block;
        var subnet = _world.Run<CreateSubnetResult>("CreateSubnet", new CreateSubnetRequest
        {
            VpcId = vpc, Ipv6Native = true, Ipv6CidrBlock = block.Replace("/56", "/64", StringComparison.Ordinal),
        }).Subnet!.SubnetId!;
        var id = _world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1, SubnetId = subnet,
            Ipv6AddressCount = 1,
        }).Instances![0].InstanceId!;
        var tree = _source.Of(id)!.Tree;
        var card = Assert.Single(tree.Find(M + "network/interfaces/macs")!.Children);
        var names = Encoding.UTF8.GetString(card.Listing!).Split('\n');
        Assert.Contains("ipv6s", names);
        Assert.Contains("subnet-ipv6-cidr-blocks", names);
        Assert.DoesNotContain("subnet-ipv4-cidr-block", names);
        Assert.DoesNotContain("local-ipv4s", names);
        Assert.Null(tree.Find(card.Path + "/subnet-ipv4-cidr-block"));
    }

    [Fact]
    public void User_data_is_decoded() => Assert.Equal("#!/bin/sh\n", Read("user-data"));

    [Fact]
    public void The_instance_is_found_by_its_interface_and_by_its_name_in_the_path()
    {
        Assert.Same(_source.Of(Id)!.Tree, _source.Of("eni-1")!.Tree);
        ReadOnlySpan<byte> path = "/i-0123456789abcdef0/latest/meta-data/"u8;
        Assert.Equal(Id, _source.Find(new MetadataPeer(null), ref path)!.InstanceId);
        Assert.Equal("/latest/meta-data/", Encoding.ASCII.GetString(path));
        path = "/latest/meta-data/"u8;
        Assert.Null(_source.Find(new MetadataPeer(null), ref path));
        path = "/i-0fedcba9876543210/latest"u8;
        Assert.Null(_source.Find(new MetadataPeer(null), ref path));
    }

    [Fact]
    public void A_change_is_seen_by_the_next_request_and_the_log_stays()
    {
        var before = _source.Of(Id)!;
        Assert.Same(before, _source.Of(Id));
        before.Reads.Add(new MetadataRead(default, "x", "latest", false, 200));
        _world.Run<ModifyInstanceMetadataOptionsResult>("ModifyInstanceMetadataOptions",
            new ModifyInstanceMetadataOptionsRequest
            {
                InstanceId = Id, HttpTokens = HttpTokensState.Required, HttpPutResponseHopLimit = 3,
            });
        var after = _source.Of(Id)!;
        Assert.Equal(new MetadataOptions(AreTokensRequired: true, HopLimit: 3), after.Options);
        Assert.Same(before.Reads, after.Reads);
        Assert.Single(_source.ReadsOf(Id));
    }

    [Fact]
    public void An_elastic_address_that_is_associated_later_takes_the_place_of_the_launchs()
    {
        const string nic = "network/interfaces/macs/02:00:00:00:00:01/";
        Assert.Equal("172.31.0.9", Read(M + nic + "ipv4-associations/198.18.0.7"));
        var address = "";
        _world.Arrange(change => change.Put(new AddressRow("eipalloc-1")
        {
            PublicIp = address = PublicAddresses.Next(change), NetworkBorderGroup = "us-east-1",
            Association = new("eipassoc-1", "eni-1", "172.31.0.9"),
        }));
        Assert.Equal(address, Read(M + "public-ipv4"));
        Assert.Equal($"ec2-{address.Replace('.', '-')}.compute-1.amazonaws.com", Read(M + "public-hostname"));
        Assert.Equal(address, Read(M + nic + "public-ipv4s"));
        Assert.Equal("172.31.0.9", Read(M + nic + "ipv4-associations/" + address));
        Assert.Null(Read(M + nic + "ipv4-associations/198.18.0.7"));
        _world.Arrange(change =>
        {
            PublicAddresses.Release(change, address);
            change.Remove<AddressRow>("eipalloc-1");
        });
        Assert.Equal("198.18.0.7", Read(M + "public-ipv4"));
    }

    [Fact]
    public void A_key_of_instance_connect_is_there_for_a_minute()
    {
        const string path = M + "managed-ssh-keys/active-keys/ec2-user";
        const string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me";
        _world.Arrange(change => KeyGrant.KeepForSerialConsole(change, change.Get<InstanceRow>(Id), key));
        Assert.Null(_source.Of(Id)!.Tree.Find(M + "managed-ssh-keys/active-keys"));
        Assert.True(_world.Run<SendSSHPublicKeyResponse>("SendSSHPublicKey",
            new SendSSHPublicKeyRequest { InstanceId = Id, InstanceOSUser = "ec2-user", SSHPublicKey = key },
            "ec2-instance-connect").Success);
        var lines = Read(path)!.Split('\n');
        Assert.Equal(
            ($"#Timestamp={_world.Clock.GetUtcNow().AddSeconds(60).ToUnixTimeSeconds()}", "#Instance=" + Id, key),
            (lines[0], lines[1], lines[4]));
        Assert.EndsWith("\n\n", Read(path)!, StringComparison.Ordinal);
        _world.Step(TimeSpan.FromSeconds(61));
        Assert.Null(_source.Of(Id)!.Tree.Find(M + "managed-ssh-keys/active-keys"));
    }

    [Fact]
    public void Tags_are_shown_when_asked_for_and_only_with_keys_that_can_be_paths()
    {
        var error = _world.Fail("ModifyInstanceMetadataOptions", Tags());
        Assert.Equal("InvalidParameterValue", error.Code);
        Assert.StartsWith("'k8s.io/x' is not a valid tag key. Tag keys must match pattern", error.Message,
            StringComparison.Ordinal);
        _world.Arrange(change =>
            change.Put(new TagsRow(Id, new(StringComparer.Ordinal) { ["Name"] = "web" })));
        _world.Run<ModifyInstanceMetadataOptionsResult>("ModifyInstanceMetadataOptions", Tags());
        Assert.Equal("web", Read(M + "tags/instance/Name"));
        error = _world.Fail("CreateTags", new CreateTagsRequest
        {
            Resources = [Id], Tags = [new Tag { Key = "a/b", Value = "" }],
        });
        Assert.Equal("InvalidParameterValue", error.Code);
    }

    [Fact]
    public void Nothing_is_left_of_a_terminated_instance()
    {
        Assert.NotNull(_source.Of(Id));
        _world.Arrange(
            change => change.Update<InstanceRow>(Id, row => row with { State = InstanceStateName.Terminated }));
        Assert.Null(_source.Of(Id));
    }

    [Fact]
    public void Defaults_of_the_account_are_set_shown_and_taken_back()
    {
        _world.Run<ModifyInstanceMetadataDefaultsResult>("ModifyInstanceMetadataDefaults",
            new ModifyInstanceMetadataDefaultsRequest { HttpTokens = "required", HttpPutResponseHopLimit = 2 });
        var shown = Defaults();
        Assert.Equal(("required", 2, null), (shown.HttpTokens, shown.HttpPutResponseHopLimit, shown.HttpEndpoint));
        _world.Run<ModifyInstanceMetadataDefaultsResult>("ModifyInstanceMetadataDefaults",
            new ModifyInstanceMetadataDefaultsRequest { HttpTokens = "no-preference", HttpPutResponseHopLimit = -1 });
        shown = Defaults();
        Assert.Equal((null, null), (shown.HttpTokens, shown.HttpPutResponseHopLimit));
        Assert.Equal("InvalidParameterValue", _world.Fail("ModifyInstanceMetadataDefaults",
            new ModifyInstanceMetadataDefaultsRequest { HttpPutResponseHopLimit = 65 }).Code);
    }

    [Fact]
    public void A_launch_takes_what_it_says_and_else_the_accounts_default()
    {
        _world.Run<ModifyInstanceMetadataDefaultsResult>("ModifyInstanceMetadataDefaults",
            new ModifyInstanceMetadataDefaultsRequest { HttpTokens = "required", HttpPutResponseHopLimit = 3 });
        Assert.Equal(new MetadataOptions(AreTokensRequired: true, HopLimit: 3), _source.Of(Launch(null))!.Options);
        Assert.Equal(
            new MetadataOptions(IsEndpointEnabled: false, HopLimit: 5, IsIpv6Enabled: true),
            _source.Of(Launch(new()
            {
                HttpTokens = HttpTokensState.Optional, HttpPutResponseHopLimit = 5,
                HttpEndpoint = InstanceMetadataEndpointState.Disabled,
                HttpProtocolIpv6 = InstanceMetadataProtocolState.Enabled,
            }))!.Options);

        string Launch(InstanceMetadataOptionsRequest? asked) => _world.Run<Reservation>(
            "RunInstances", new RunInstancesRequest
            {
                ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
                MetadataOptions = asked,
            }).Instances![0].InstanceId!;
    }

    [Fact]
    public void An_account_that_enforces_tokens_takes_no_instance_without_them()
    {
        Enforce("enabled");
        Assert.Equal("enabled", Defaults().HttpTokensEnforced);
        foreach (var tokens in new[] { HttpTokensState.Optional, null })
        {
            var error = _world.Fail("RunInstances", Launch(tokens));
            Assert.Equal("UnsupportedOperation", error.Code);
            Assert.Contains("httpTokensEnforced is enabled for this account", error.Message, StringComparison.Ordinal);
        }

        var id = _world.Run<Reservation>("RunInstances", Launch(HttpTokensState.Required)).Instances![0].InstanceId!;
        Assert.True(_source.Of(id)!.Options.AreTokensRequired);
        var change = new ModifyInstanceMetadataOptionsRequest
        {
            InstanceId = id, HttpTokens = HttpTokensState.Optional,
        };
        Assert.Equal("UnsupportedOperation", _world.Fail("ModifyInstanceMetadataOptions", change).Code);
        Assert.True(_source.Of(id)!.Options.AreTokensRequired);

        Enforce("no-preference");
        _world.Run<ModifyInstanceMetadataOptionsResult>("ModifyInstanceMetadataOptions", change);
        Assert.False(_source.Of(id)!.Options.AreTokensRequired);
        _world.Run<Reservation>("RunInstances", Launch(HttpTokensState.Optional));

        void Enforce(string value) => _world.Run<ModifyInstanceMetadataDefaultsResult>("ModifyInstanceMetadataDefaults",
            new ModifyInstanceMetadataDefaultsRequest { HttpTokensEnforced = value });

        static RunInstancesRequest Launch(string? tokens) => new()
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
            MetadataOptions = tokens is null ? null : new() { HttpTokens = tokens },
        };
    }

    private static ModifyInstanceMetadataOptionsRequest Tags() =>
        new() { InstanceId = Id, InstanceMetadataTags = InstanceMetadataTagsState.Enabled };

    private InstanceMetadataDefaultsResponse Defaults() => _world.Run<GetInstanceMetadataDefaultsResult>(
        "GetInstanceMetadataDefaults", new GetInstanceMetadataDefaultsRequest()).AccountLevel!;

    private string? Read(string path)
    {
        var node = _source.Of(Id)!.Tree.Find(path);
        var body = node?.Body ?? node?.Compute?.Invoke(new(default, _world.Clock.GetUtcNow()));
        return body is null ? null : Encoding.UTF8.GetString(body);
    }
}
