namespace Virga.Tests.Iam;

/// <summary>What one account shares, another one sees and uses, and no third one does.</summary>
public sealed class CrossAccountTests : IDisposable
{
    private const string Friend = "210987654321";
    private static readonly TestApi.Key Owner = TestApi.Root;
    private static readonly TestApi.Key Other = TestApi.Root with { Id = Friend };
    private static readonly TestApi.Key Stranger = TestApi.Root with { Id = "333333333333" };
    private readonly TestApi api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public void A_shared_snapshot_is_seen_copied_and_made_a_volume_of()
    {
        var snapshot = Snapshot();
        TestApi.Answer Describe(TestApi.Key key, params (string Name, string Value)[] more) =>
            Call("DescribeSnapshots", key, [("SnapshotId.1", snapshot), .. more]);
        TestApi.Answer Volume(TestApi.Key key) => Call("CreateVolume", key, ("SnapshotId", snapshot),
            ("AvailabilityZone", "us-east-1a"));
        TestApi.Answer Copy(TestApi.Key key) => Call("CopySnapshot", key, ("SourceSnapshotId", snapshot),
            ("SourceRegion", "us-east-1"));

        Assert.Equal("InvalidSnapshot.NotFound", Describe(Other).Text("Code"));
        Assert.Equal("InvalidSnapshot.NotFound", Volume(Other).Text("Code"));
        Ok("ModifySnapshotAttribute", Owner, ("SnapshotId", snapshot), ("Attribute", "createVolumePermission"),
            ("CreateVolumePermission.Add.1.UserId", Friend));

        Assert.Equal(TestWorld.Account, Describe(Other).Text("ownerId"));
        Assert.Equal(snapshot, Describe(Other, ("RestorableBy.1", "self")).Text("snapshotId"));
        Assert.Equal(200, Volume(Other).Status);
        Assert.Equal(200, Copy(Other).Status);
        Assert.Equal("InvalidSnapshot.NotFound", Describe(Stranger).Text("Code"));
        Assert.Equal("InvalidSnapshot.NotFound", Copy(Stranger).Text("Code"));
        Assert.Equal("InvalidSnapshot.NotFound",
            Call("DeleteSnapshot", Stranger, ("SnapshotId", snapshot)).Text("Code"));
        Assert.NotEqual(200, Call("DeleteSnapshot", Other, ("SnapshotId", snapshot)).Status);
        Ok("ModifySnapshotAttribute", Owner, ("SnapshotId", snapshot), ("Attribute", "createVolumePermission"),
            ("CreateVolumePermission.Remove.1.UserId", Friend));
        Assert.Equal("InvalidSnapshot.NotFound", Describe(Other).Text("Code"));
    }

    [Fact]
    public void A_shared_image_is_seen_and_launched()
    {
        var image = Ok("RegisterImage", Owner, ("Name", "mine"), ("RootDeviceName", "/dev/xvda"),
            ("BlockDeviceMapping.1.DeviceName", "/dev/xvda"), ("BlockDeviceMapping.1.Ebs.SnapshotId", Snapshot()),
            ("Architecture", "x86_64")).Text("imageId");
        api.World.Step(TimeSpan.FromMinutes(5));
        TestApi.Answer Describe(TestApi.Key key, params (string Name, string Value)[] more) =>
            Call("DescribeImages", key, [("ImageId.1", image), .. more]);
        TestApi.Answer Launch(TestApi.Key key) => Call("RunInstances", key, ("ImageId", image),
            ("InstanceType", "t3.micro"), ("MinCount", "1"), ("MaxCount", "1"));

        Assert.Equal("InvalidAMIID.NotFound", Describe(Other).Text("Code"));
        Ok("ModifyImageAttribute", Owner, ("ImageId", image), ("LaunchPermission.Add.1.UserId", Friend));

        Assert.Equal(TestWorld.Account, Describe(Other).Text("imageOwnerId"));
        Assert.Equal(image, Describe(Other, ("ExecutableBy.1", "self")).Text("imageId"));
        Assert.Equal([image], Call("DescribeImages", Other, ("Owner.1", TestWorld.Account)).All("imageId"));
        Assert.Equal(200, Launch(Other).Status);
        Assert.Equal("InvalidAMIID.NotFound", Describe(Stranger).Text("Code"));
        Assert.Equal("InvalidAMIID.NotFound", Launch(Stranger).Text("Code"));
        Assert.NotEqual(200, Call("DeregisterImage", Other, ("ImageId", image)).Status);
    }

    [Fact]
    public void A_peering_connection_belongs_to_two_accounts()
    {
        string Vpc(TestApi.Key key, string block) => Ok("CreateVpc", key, ("CidrBlock", block)).Text("vpcId");
        var (mine, theirs) = (Vpc(Owner, "10.1.0.0/16"), Vpc(Other, "10.2.0.0/16"));
        var id = Ok("CreateVpcPeeringConnection", Owner, ("VpcId", mine), ("PeerVpcId", theirs),
            ("PeerOwnerId", Friend)).Text("vpcPeeringConnectionId");
        string Code(TestApi.Key key) => Call("DescribeVpcPeeringConnections", key,
            ("VpcPeeringConnectionId.1", id)).Text("code");

        Assert.Equal("pending-acceptance", Code(Other));
        Assert.NotEqual(200, Call("AcceptVpcPeeringConnection", Owner, ("VpcPeeringConnectionId", id)).Status);
        Assert.Equal("InvalidVpcPeeringConnectionID.NotFound",
            Call("AcceptVpcPeeringConnection", Stranger, ("VpcPeeringConnectionId", id)).Text("Code"));
        Ok("AcceptVpcPeeringConnection", Other, ("VpcPeeringConnectionId", id));
        api.World.Step(TimeSpan.FromMinutes(1));

        Assert.Equal(("active", "active"), (Code(Owner), Code(Other)));
        var table = Ok("CreateRouteTable", Other, ("VpcId", theirs)).Text("routeTableId");
        Ok("CreateRoute", Other, ("RouteTableId", table), ("DestinationCidrBlock", "10.1.0.0/16"),
            ("VpcPeeringConnectionId", id));
    }

    [Fact]
    public void An_elastic_address_is_offered_for_seven_days_and_moves_to_whom_it_was_offered()
    {
        var address = Ok("AllocateAddress", Owner);
        var (id, ip) = (address.Text("allocationId"), address.Text("publicIp"));
        TestApi.Answer Enable() => Ok(
            "EnableAddressTransfer", Owner, ("AllocationId", id), ("TransferAccountId", Friend));
        TestApi.Answer Accept(TestApi.Key key) => Call("AcceptAddressTransfer", key, ("Address", ip));

        Assert.Equal("InvalidAddressTransfer.NotFound", Accept(Other).Text("Code"));
        Assert.Equal("pending", Enable().Text("addressTransferStatus"));
        Assert.Equal(Friend, Call("DescribeAddressTransfers", Owner).Text("transferAccountId"));
        Assert.Equal("InvalidAddressTransfer.NotFound", Accept(Stranger).Text("Code"));
        Assert.Equal(
            "disabled", Ok("DisableAddressTransfer", Owner, ("AllocationId", id)).Text("addressTransferStatus"));
        Assert.Equal("InvalidAddressTransfer.NotFound", Accept(Other).Text("Code"));
        Enable();
        api.World.Step(TimeSpan.FromDays(8));
        Assert.Equal("InvalidAddressTransfer.NotFound", Accept(Other).Text("Code"));

        Enable();
        Assert.Equal("accepted", Accept(Other).Text("addressTransferStatus"));
        Assert.Equal(ip, Call("DescribeAddresses", Other, ("PublicIp.1", ip)).Text("publicIp"));
        Assert.Equal("InvalidAddress.NotFound", Call("DescribeAddresses", Owner, ("PublicIp.1", ip)).Text("Code"));
        Assert.Empty(Call("DescribeAddressTransfers", Owner).All("publicIp"));
    }

    [Fact]
    public void A_role_of_another_account_acts_there_and_not_at_home()
    {
        const string trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"" + Friend + "\"},\"Action\":\"sts:AssumeRole\"}]}";
        api.Iam("CreateRole", ("RoleName", "shared"), ("AssumeRolePolicyDocument", trust));
        var vpc = Ok("CreateVpc", Owner, ("CidrBlock", "10.1.0.0/16")).Text("vpcId");

        var session = api.KeyOf(api.Form("sts", "AssumeRole", Other, ("RoleSessionName", "s1"),
            ("RoleArn", $"arn:aws:iam::{TestWorld.Account}:role/shared")));

        Assert.Equal(200, Call("DescribeVpcs", session, ("VpcId.1", vpc)).Status);
        Assert.Equal("InvalidVpcID.NotFound", Call("DescribeVpcs", Other, ("VpcId.1", vpc)).Text("Code"));
        Assert.Equal($"arn:aws:sts::{TestWorld.Account}:assumed-role/shared/s1",
            api.Form("sts", "GetCallerIdentity", session).Text("Arn"));
    }

    private string Snapshot()
    {
        var volume = Ok("CreateVolume", Owner, ("AvailabilityZone", "us-east-1a"), ("Size", "8")).Text("volumeId");
        api.World.Step(TimeSpan.FromMinutes(5));
        var snapshot = Ok("CreateSnapshot", Owner, ("VolumeId", volume)).Text("snapshotId");
        api.World.Step(TimeSpan.FromMinutes(5));
        return snapshot;
    }

    private TestApi.Answer Call(string action, TestApi.Key key, params (string Name, string Value)[] parameters) =>
        api.Form("ec2", action, key, parameters);

    private TestApi.Answer Ok(string action, TestApi.Key key, params (string Name, string Value)[] parameters)
    {
        var answer = Call(action, key, parameters);
        Assert.True(answer.Status == 200, answer.Body);
        return answer;
    }
}
