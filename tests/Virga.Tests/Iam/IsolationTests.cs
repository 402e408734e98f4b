using Virga.Service;
using Virga.State;

namespace Virga.Tests.Iam;

/// <summary>Two accounts and two regions never see each other's resources, whatever lists them.</summary>
public sealed class IsolationTests(FullAccount full) : IClassFixture<FullAccount>
{
    /// <summary>Every operation that is implemented and lists or shows something.</summary>
    public static TheoryData<string> Reads => [.. Registry.Operations.Where(name =>
        name.Contains(":Describe", StringComparison.Ordinal) || name.Contains(":List", StringComparison.Ordinal)
        || name.Contains(":Get", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Reads))]
    public void Another_account_and_another_region_see_nothing_of_it(string operation)
    {
        var body = Ask(operation, FullAccount.Other);
        Assert.DoesNotContain(FullAccount.Marker, body, StringComparison.Ordinal);
        Assert.DoesNotContain(full.Ids, id => body.Contains(id, StringComparison.Ordinal));
        Assert.DoesNotContain(TestWorld.Account, body, StringComparison.Ordinal);

        if (operation.StartsWith("iam:", StringComparison.Ordinal)) return;
        var elsewhere = Ask(operation, FullAccount.One, "eu-west-1");
        Assert.DoesNotContain(full.RegionalIds, id => elsewhere.Contains(id, StringComparison.Ordinal));
        Assert.DoesNotContain(FullAccount.Marker, elsewhere, StringComparison.Ordinal);
    }

    /// <summary>What the test above does not find would be found: the account itself sees it.</summary>
    [Fact]
    public void The_account_itself_sees_what_it_has()
    {
        var seen = Reads.Select(row => row.Data).Where(operation =>
        {
            var body = Ask(operation, FullAccount.One);
            return full.Ids.Any(id => body.Contains(id, StringComparison.Ordinal));
        }).ToList();

        Assert.True(seen.Count >= 40, $"only {seen.Count}: {string.Join(' ', seen)}");
    }

    [Theory]
    [InlineData("DescribeVpcs", "VpcId", "vpc", "InvalidVpcID.NotFound")]
    [InlineData("DescribeSubnets", "SubnetId", "subnet", "InvalidSubnetID.NotFound")]
    [InlineData("DescribeSecurityGroups", "GroupId", "sg", "InvalidGroup.NotFound")]
    [InlineData("DescribeInstances", "InstanceId", "i", "InvalidInstanceID.NotFound")]
    [InlineData("DescribeVolumes", "VolumeId", "vol", "InvalidVolume.NotFound")]
    [InlineData("DescribeSnapshots", "SnapshotId", "snap", "InvalidSnapshot.NotFound")]
    [InlineData("DescribeImages", "ImageId", "ami", "InvalidAMIID.NotFound")]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaceId", "eni", "InvalidNetworkInterfaceID.NotFound")]
    [InlineData("DescribeLaunchTemplates", "LaunchTemplateId", "lt", "InvalidLaunchTemplateId.NotFound")]
    [InlineData("DescribeAddresses", "AllocationId", "eipalloc", "InvalidAllocationID.NotFound")]
    public void An_id_of_it_is_unknown_elsewhere(string operation, string parameter, string prefix, string code)
    {
        var id = full.RegionalIds.First(one => one.StartsWith(prefix + "-", StringComparison.Ordinal));
        TestApi.Answer Find(TestApi.Key key, string region)
        {
            full.Api.Region = region;
            return full.Api.Form("ec2", operation, key, ($"{parameter}.1", id));
        }

        Assert.Equal(code, Find(FullAccount.Other, "us-east-1").Text("Code"));
        Assert.Equal(code, Find(FullAccount.One, "eu-west-1").Text("Code"));
        Assert.Equal(200, Find(FullAccount.One, "us-east-1").Status);
    }

    private string Ask(string operation, TestApi.Key key, string region = "us-east-1")
    {
        var parts = operation.Split(':');
        full.Api.Region = region;
        return full.Api.Plain(parts[0], parts[1], key).Body;
    }
}
