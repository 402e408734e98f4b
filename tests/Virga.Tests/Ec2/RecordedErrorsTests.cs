using System.Runtime.CompilerServices;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// Each error of EC2 that LocalStack recorded on AWS (its snapshots at commit 8b9a79f05), code and text; a test for
/// each
/// line of the list, named after it.
/// </summary>
public sealed class RecordedErrorsTests
{
    private const string Absent = "0123456789abcdef0";

    [Fact]
    public void CreateVolume_without_size_and_snapshot() => Same(
        "CreateVolume", new CreateVolumeRequest { AvailabilityZone = "eu-west-1a" },
        "MissingParameter", "The request must contain the parameter size/snapshot");

    [Fact]
    public void DescribeKeyPairs_of_a_deleted_name() => Same(
        "DescribeKeyPairs", new DescribeKeyPairsRequest { KeyNames = ["gone"] },
        "InvalidKeyPair.NotFound", "The key pair 'gone' does not exist");

    [Fact]
    public void CreateFlowLogs_with_destination_and_group() => Same(
        "CreateFlowLogs", FlowLogs("arn:aws:s3:::bucket", "group"),
        "InvalidParameter", "Please only provide LogGroupName or only provide LogDestination.");

    [Fact]
    public void CreateFlowLogs_to_s3_with_neither() => Same(
        "CreateFlowLogs", FlowLogs(null, null),
        "InvalidParameter", "LogDestination can't be empty if LogGroupName is not provided.");

    [Fact]
    public void CreateFlowLogs_to_s3_with_a_group_only() => Same(
        "CreateFlowLogs", FlowLogs(null, "group"),
        "InvalidParameter", "LogDestination type must be cloud-watch-logs if LogGroupName is provided.");

    /// <summary>The template would be put into a bucket of S3, which is not here.</summary>
    [Fact]
    public void An_integration_template_of_flow_logs_needs_a_log_and_a_bucket()
    {
        GetFlowLogsIntegrationTemplateRequest Template(string id, string place) => new()
        {
            FlowLogId = id, ConfigDeliveryS3DestinationArn = place, IntegrateServices = new(),
        };
        using var world = new TestWorld();
        var logs = FlowLogs("arn:aws:s3:::bucket", null);
        logs.ResourceIds =
            [world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest()).Vpcs![0].VpcId!];
        var id = world.Run<CreateFlowLogsResult>("CreateFlowLogs", logs).FlowLogIds!.Single();

        Assert.Equal("InvalidFlowLogId.NotFound", world.Fail(
            "GetFlowLogsIntegrationTemplate", Template("fl-0123456789abcdef0", "arn:aws:s3:::bucket")).Code);
        Assert.Equal("InvalidParameterValue", world.Fail(
            "GetFlowLogsIntegrationTemplate", Template(id, "somewhere")).Code);
        Assert.Contains("'bucket' does not exist", world.Fail(
            "GetFlowLogsIntegrationTemplate", Template(id, "arn:aws:s3:::bucket/there/")).Message,
            StringComparison.Ordinal);
    }

    /// <summary>There are no buckets here to look at: the page of differences says so.</summary>
    [Fact]
    public void CreateFlowLogs_with_a_missing_or_forbidden_bucket_is_a_known_difference() => Assert.Contains(
        "that the destination exists is not checked", File.ReadAllText(Fidelity()), StringComparison.Ordinal);

    [Fact]
    public void DescribeSubnets_of_an_unknown_id() => Same(
        "DescribeSubnets", new DescribeSubnetsRequest { SubnetIds = [$"subnet-{Absent}"] },
        "InvalidSubnetID.NotFound", $"The subnet ID 'subnet-{Absent}' does not exist");

    [Fact]
    public void DescribeSecurityGroups_of_an_unknown_id() => Same(
        "DescribeSecurityGroups", new DescribeSecurityGroupsRequest { GroupIds = [$"sg-{Absent}"] },
        "InvalidGroup.NotFound", $"The security group 'sg-{Absent}' does not exist");

    [Fact]
    public void ModifyLaunchTemplate_to_an_unknown_version()
    {
        using var world = new TestWorld();
        world.Run<object>("CreateLaunchTemplate", Template("mine"));

        var error = world.Fail("ModifyLaunchTemplate", new ModifyLaunchTemplateRequest
        {
            LaunchTemplateName = "mine", DefaultVersion = "666",
        });

        Assert.Equal("InvalidLaunchTemplateId.VersionNotFound", error.Code);
    }

    [Fact]
    public void CreateLaunchTemplate_with_empty_data()
    {
        var request = Template("mine");
        request.LaunchTemplateData = new();
        Same("CreateLaunchTemplate", request, "MissingParameter");
    }

    [Fact]
    public void CreateLaunchTemplate_with_an_illegal_name() => Same(
        "CreateLaunchTemplate", Template("some illegal name"), "InvalidLaunchTemplateName.MalformedException");

    [Fact]
    public void CreateLaunchTemplate_with_a_name_that_is_taken()
    {
        using var world = new TestWorld();
        world.Run<object>("CreateLaunchTemplate", Template("mine"));

        var error = world.Fail("CreateLaunchTemplate", Template("mine"));

        Assert.Equal("InvalidLaunchTemplateName.AlreadyExistsException", error.Code);
    }

    [Fact]
    public void CreateSecurityGroup_with_the_name_of_an_id()
    {
        using var world = new TestWorld();
        var error = world.Fail("CreateSecurityGroup", new CreateSecurityGroupRequest
        {
            GroupName = "sg-mine", Description = "mine",
        });
        Assert.Equal("Group names may not be in the format sg-*.", error.Message);
    }

    [Fact]
    public void Describe_of_deleted_route_tables_and_acls()
    {
        using var world = new TestWorld();
        world.Fail("DescribeRouteTables", new DescribeRouteTablesRequest { RouteTableIds = [$"rtb-{Absent}"] });
        world.Fail("DescribeNetworkAcls", new DescribeNetworkAclsRequest { NetworkAclIds = [$"acl-{Absent}"] });
    }

    [Fact]
    public void The_type_of_an_endpoint_is_case_sensitive()
    {
        using var world = new TestWorld();
        var vpc = world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest()).Vpcs![0].VpcId;
        var request = new CreateVpcEndpointRequest
        {
            VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3", VpcEndpointType = "gateway",
        };

        world.Fail("CreateVpcEndpoint", request);
        request.VpcEndpointType = "Gateway";

        Assert.NotNull(world.Run<CreateVpcEndpointResult>("CreateVpcEndpoint", request).VpcEndpoint);
    }

    private static CreateLaunchTemplateRequest Template(string name) => new()
    {
        LaunchTemplateName = name, LaunchTemplateData = new() { InstanceType = "t3.micro" },
    };

    private static CreateFlowLogsRequest FlowLogs(string? destination, string? group) => new()
    {
        ResourceIds = ["vpc-of-nobody"], ResourceType = "VPC", TrafficType = "ALL", LogDestinationType = "s3",
        LogDestination = destination, LogGroupName = group,
    };

    private static void Same(string operation, object request, string code, string? message = null)
    {
        using var world = new TestWorld();
        if (request is CreateFlowLogsRequest logs)
            logs.ResourceIds =
                [world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest()).Vpcs![0].VpcId!];
        var error = world.Fail(operation, request);
        Assert.Equal(code, error.Code);
        if (message is not null) Assert.Equal(message, error.Message);
    }

    private static string Fidelity([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/fidelity.md");
}
