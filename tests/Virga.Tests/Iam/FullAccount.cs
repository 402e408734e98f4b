using Virga.Service;
using Virga.State;

namespace Virga.Tests.Iam;

/// <summary>An account full of resources, as every other account and region sees it: not at all.</summary>
public sealed class FullAccount : IDisposable
{
    internal const string Marker = "secret-of-one";

    private readonly HashSet<string> common;

    public FullAccount()
    {
        Fill();

        // What every account has alike, such as AWS's own prefix lists, is nobody's secret.
        Api.Form("ec2", "DescribeVpcs", Other);
        common = [.. IdsIn(Home with { Account = Other.Id }), Virga.Iam.Accounts.AccountRow.Only];
        Ids = [.. Telling(Home).Concat(Telling(Home.Global)).Distinct()];
    }

    internal TestApi Api { get; } = new();

    internal static TestApi.Key One => TestApi.Root;

    internal static TestApi.Key Other { get; } = TestApi.Root with { Id = "210987654321" };

    /// <summary>Ids and names of all that the account has, in its region and in all.</summary>
    internal IReadOnlyList<string> Ids { get; }

    /// <summary>What it has in its region only.</summary>
    internal IEnumerable<string> RegionalIds => Telling(Home);

    private static Scope Home => new(TestWorld.Account, "us-east-1");

    public void Dispose() => Api.Dispose();

    internal string Make(string action, string id, params (string Name, string Value)[] parameters)
    {
        var answer = Api.Form("ec2", action, One, parameters);
        Assert.True(answer.Status == 200, $"{action}: {answer.Body}");
        return answer.Text(id);
    }

    private IEnumerable<string> Telling(Scope scope) =>
        IdsIn(scope).Where(id => id.Length >= 6 && !common.Contains(id));

    private IEnumerable<string> IdsIn(Scope scope)
    {
        var own = Api.World.Store.World.At(scope);
        return Registry.RowKinds.Where(kind => kind.Name is not ("seed" or "timer" or "idempotency"))
            .SelectMany(kind => own.Table(kind).All.Select(row => row.Id));
    }

    private void Fill()
    {
        var vpc = Make("CreateVpc", "vpcId", ("CidrBlock", "10.9.0.0/16"));
        var peer = Make("CreateVpc", "vpcId", ("CidrBlock", "10.8.0.0/16"));
        var subnet = Make("CreateSubnet", "subnetId", ("VpcId", vpc), ("CidrBlock", "10.9.1.0/24"));
        var gateway = Make("CreateInternetGateway", "internetGatewayId");
        Make("AttachInternetGateway", "return", ("InternetGatewayId", gateway), ("VpcId", vpc));
        Make("CreateEgressOnlyInternetGateway", "egressOnlyInternetGatewayId", ("VpcId", vpc));
        var table = Make("CreateRouteTable", "routeTableId", ("VpcId", vpc));
        Make("CreateNetworkAcl", "networkAclId", ("VpcId", vpc));
        Make("CreateSecurityGroup", "groupId", ("VpcId", vpc), ("GroupName", Marker), ("GroupDescription", "d"));
        Make("CreateDhcpOptions", "dhcpOptionsId", ("DhcpConfiguration.1.Key", "domain-name"),
            ("DhcpConfiguration.1.Value.1", Marker));
        var address = Make("AllocateAddress", "allocationId", ("Domain", "vpc"));
        Make("CreateNatGateway", "natGatewayId", ("SubnetId", subnet), ("AllocationId", address));
        Make("CreateNetworkInterface", "networkInterfaceId", ("SubnetId", subnet));
        Make("CreateVpcPeeringConnection", "vpcPeeringConnectionId", ("VpcId", vpc), ("PeerVpcId", peer));
        Make("CreateManagedPrefixList", "prefixListId", ("PrefixListName", Marker), ("MaxEntries", "5"),
            ("AddressFamily", "IPv4"));
        Make("CreateVpcEndpoint", "vpcEndpointId", ("VpcId", vpc), ("ServiceName", "com.amazonaws.us-east-1.s3"),
            ("RouteTableId.1", table));
        Make("CreateFlowLogs", "clientToken", ("ResourceType", "VPC"), ("ResourceId.1", vpc), ("TrafficType", "ALL"),
            ("LogGroupName", Marker), ("DeliverLogsPermissionArn", $"arn:aws:iam::{TestWorld.Account}:role/x"));
        Make("CreatePlacementGroup", "groupId", ("GroupName", Marker), ("Strategy", "spread"));
        Make("ImportKeyPair", "keyPairId", ("KeyName", Marker), ("PublicKeyMaterial", Convert.ToBase64String(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILR+zNQbYY5ORuhYXGMTSnjRLzS9C5dUdWRKdlqi20q2"u8)));
        var volume = Make("CreateVolume", "volumeId", ("AvailabilityZone", "us-east-1a"), ("Size", "8"));
        Api.World.Step(TimeSpan.FromMinutes(5));
        var snapshot = Make("CreateSnapshot", "snapshotId", ("VolumeId", volume), ("Description", Marker));
        Api.World.Step(TimeSpan.FromMinutes(5));
        Make("RegisterImage", "imageId", ("Name", Marker), ("RootDeviceName", "/dev/xvda"),
            ("BlockDeviceMapping.1.DeviceName", "/dev/xvda"), ("BlockDeviceMapping.1.Ebs.SnapshotId", snapshot));
        var ami = Virga.Ec2.Images.Catalogue.AmiCatalogue.In("us-east-1").First(one => one.Architecture == "x86_64");
        Make("RunInstances", "instanceId", ("ImageId", ami.ImageId), ("InstanceType", "t3.micro"), ("MinCount", "1"),
            ("MaxCount", "1"), ("SubnetId", subnet), ("TagSpecification.1.ResourceType", "instance"),
            ("TagSpecification.1.Tag.1.Key", "Name"), ("TagSpecification.1.Tag.1.Value", Marker));
        Make("CreateLaunchTemplate", "launchTemplateId", ("LaunchTemplateName", Marker),
            ("LaunchTemplateData.InstanceType", "t3.micro"));
        Assert.Equal(200, Api.Ecr("CreateRepository", $$"""{"repositoryName":"{{Marker}}"}""").Status);
        Assert.Equal(200, Api.Json(
            "PutParameter", $$"""{"Name":"{{Marker}}","Value":"{{Marker}}","Type":"String"}""").Status);
        FillIdentities();
        Api.World.Step(TimeSpan.FromMinutes(5));
    }

    private void FillIdentities()
    {
        const string trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
        const string allow = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
            + "\"Resource\":\"*\"}]}";
        Identity("CreateUser", ("UserName", Marker));
        Identity("CreateGroup", ("GroupName", Marker));
        Identity("CreateRole", ("RoleName", Marker), ("AssumeRolePolicyDocument", trust));
        Identity("CreatePolicy", ("PolicyName", Marker), ("PolicyDocument", allow));
        Identity("CreateInstanceProfile", ("InstanceProfileName", Marker));
        Identity("CreateAccessKey", ("UserName", Marker));
        Identity("CreateVirtualMFADevice", ("VirtualMFADeviceName", Marker));
        Identity("CreateAccountAlias", ("AccountAlias", Marker));
        Identity("CreateOpenIDConnectProvider", ("Url", $"https://{Marker}.example"), ("ThumbprintList.member.1",
            new('a', 40)));
    }

    private void Identity(string action, params (string Name, string Value)[] parameters)
    {
        var answer = Api.Iam(action, parameters);
        Assert.True(answer.Status == 200, $"{action}: {answer.Body}");
    }
}
