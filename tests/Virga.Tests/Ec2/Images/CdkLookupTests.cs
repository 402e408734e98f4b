using Virga.Wire.Ec2;
using Virga.Wire.Ssm;
using Filter = Virga.Wire.Ec2.Filter;

namespace Virga.Tests.Ec2.Images;

/// <summary>
/// What CDK's context providers ask (aws-cdk, packages/aws-cdk/lib/context-providers: ami, vpcs, availability-zones,
/// security-groups, ssm-parameters), with the parameters and filters that they send.
/// </summary>
public sealed class CdkLookupTests : IDisposable
{
    private readonly TestWorld world = new();

    [Theory]
    [InlineData("amazon", "al2023-ami-2023*-x86_64")]
    [InlineData("amazon", "amzn2-ami-hvm-2.0.*-x86_64-gp2")]
    [InlineData("099720109477", "ubuntu/images/*ubuntu-jammy-22.04-amd64-server-*")]
    [InlineData("136693071363", "debian-12-amd64-*")]
    [InlineData("amazon", "Windows_Server-2022-English-Full-Base-*")]
    public void The_lookup_of_an_image_finds_one(string owner, string name)
    {
        var images = world.Run<DescribeImagesResult>("DescribeImages", new DescribeImagesRequest
        {
            Owners = [owner],
            Filters = [Is("name", name), Is("state", "available"), Is("image-type", "machine")],
        }).Images!;

        Assert.NotEmpty(images);
        Assert.All(images, image => Assert.NotNull(image.CreationDate));
    }

    [Theory]
    [InlineData("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64")]
    [InlineData("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64")]
    [InlineData("/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2")]
    [InlineData("/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id")]
    [InlineData("/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base")]
    [InlineData("/aws/service/debian/release/12/latest/amd64")]
    [InlineData("/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id")]
    public void A_public_parameter_is_an_image_that_can_be_described(string name)
    {
        var id = world.Run<GetParameterResult>(
            "GetParameter", new GetParameterRequest { Name = name }, "ssm").Parameter!.Value!;

        Assert.Single(world.Run<DescribeImagesResult>(
            "DescribeImages", new DescribeImagesRequest { ImageIds = [id] }).Images!);
    }

    [Fact]
    public void The_lookup_of_the_default_network_finds_all_of_it()
    {
        var vpc = Assert.Single(world.Run<DescribeVpcsResult>(
            "DescribeVpcs", new DescribeVpcsRequest { Filters = [Is("isDefault", "true")] }).Vpcs!);
        Filter[] filter = [Is("vpc-id", vpc.VpcId!)];
        var subnets = world.Run<DescribeSubnetsResult>(
            "DescribeSubnets", new DescribeSubnetsRequest { Filters = [.. filter] }).Subnets!;
        var tables = world.Run<DescribeRouteTablesResult>(
            "DescribeRouteTables", new DescribeRouteTablesRequest { Filters = [.. filter] }).RouteTables!;
        var gateways = world.Run<DescribeVpnGatewaysResult>("DescribeVpnGateways", new DescribeVpnGatewaysRequest
        {
            Filters =
            [
                Is("attachment.vpc-id", vpc.VpcId!), Is("attachment.state", "attached"), Is("state", "available"),
            ],
        }).VpnGateways!;
        var zones = world.Run<DescribeAvailabilityZonesResult>(
            "DescribeAvailabilityZones", new DescribeAvailabilityZonesRequest()).AvailabilityZones!;
        var groups = world.Run<DescribeSecurityGroupsResult>(
            "DescribeSecurityGroups", new DescribeSecurityGroupsRequest
            {
                Filters = [Is("group-name", "default"), .. filter],
            }).SecurityGroups!;

        Assert.Equal(zones.Count, subnets.Count);
        Assert.All(subnets, subnet => Assert.True(subnet.MapPublicIpOnLaunch));
        Assert.Contains(tables, table => table.Associations!.Exists(one => one.Main == true)
            && table.Routes!.Exists(route => route.GatewayId?.StartsWith("igw-", StringComparison.Ordinal) == true));
        Assert.Empty(gateways);
        Assert.Single(groups);
    }

    public void Dispose() => world.Dispose();

    private static Filter Is(string name, string value) => new() { Name = name, Values = [value] };
}
