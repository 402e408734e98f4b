using System.Text;
using Virga.Wire;
using Virga.Wire.Ec2;
using Xunit;

namespace Virga.Tests.Wire;

public sealed class QueryDocumentTests
{
    [Fact]
    public void Reads_scalars_lists_and_structures()
    {
        var input = Read(Ec2Api.RunInstances,
            "Action=RunInstances&Version=2016-11-15&ImageId=ami-1&MinCount=1&MaxCount=2&InstanceType=t9.huge" +
            "&EbsOptimized=true" +
            "&SecurityGroupId.1=sg-1&SecurityGroupId.2=sg-2&BlockDeviceMapping.1.DeviceName=%2Fdev%2Fsda1" +
            "&BlockDeviceMapping.1.Ebs.VolumeSize=8&TagSpecification.1.ResourceType=instance" +
            "&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=a+b%C3%A9");

        Assert.Equal(("ami-1", 1, 2, "t9.huge", true),
            (input.ImageId, input.MinCount, input.MaxCount, input.InstanceType, input.EbsOptimized));
        Assert.Equal(["sg-1", "sg-2"], input.SecurityGroupIds);
        Assert.Equal("/dev/sda1", input.BlockDeviceMappings![0].DeviceName);
        Assert.Equal(8, input.BlockDeviceMappings[0].Ebs!.VolumeSize);
        Assert.Equal("a bé", ((ITagSpecified)input).TagSpecifications![0].Tags![0].Value);
    }

    [Fact]
    public void Lists_follow_their_numbers_and_may_have_gaps() =>
        Assert.Equal(["a", "b", "c"], Read(Ec2Api.DescribeVpcs, "VpcId.10=c&VpcId.2=b&VpcId.1=a").VpcIds);

    [Theory]
    [InlineData("VpcId=x", InputFault.UnknownParameter, "VpcId")]
    [InlineData("Nonsense=1&VpcId.1=v", InputFault.UnknownParameter, "Nonsense")]
    [InlineData("Filter.1.Nam=1", InputFault.UnknownParameter, "Filter.1.Nam")]
    [InlineData("MaxResults=many", InputFault.InvalidNumber, "MaxResults")]
    [InlineData("MaxResults=99999999999", InputFault.InvalidNumber, "MaxResults")]
    [InlineData("DryRun=maybe", InputFault.InvalidBoolean, "DryRun")]
    [InlineData("Filter.0.Name=a", InputFault.Malformed, "Filter.0")]
    [InlineData("Filter.x.Name=a", InputFault.Malformed, "Filter.x")]
    [InlineData("Filter.01.Name=a", InputFault.Malformed, "Filter.01")]
    [InlineData("Filter.1.Name=a&Filter.1.Name=b", InputFault.Malformed, "Filter.1.Name")]
    [InlineData("VpcId.1=a&VpcId.1.b=c", InputFault.Malformed, "VpcId.1.b")]
    [InlineData("VpcId.1.b=c&VpcId.1=a", InputFault.Malformed, "VpcId.1")]
    [InlineData("a..b=c", InputFault.Malformed, "a..b")]
    [InlineData("VpcId.1=%zz", InputFault.Malformed, "%zz")]
    [InlineData("VpcId.1=%ff", InputFault.Malformed, "")]
    [InlineData("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=1", InputFault.TooDeep, "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a")]
    public void Faults_name_the_parameter(string body, InputFault fault, string parameter)
    {
        var thrown = Assert.Throws<InputException>(() => Read(Ec2Api.DescribeVpcs, body));
        Assert.Equal((fault, parameter), (thrown.Fault, thrown.Parameter));
    }

    [Fact]
    public void Missing_and_unknown_values_are_told()
    {
        var missing = Assert.Throws<InputException>(() => Read(Ec2Api.CreateSubnet, "CidrBlock=10.0.0.0%2F24"));
        Assert.Equal((InputFault.MissingParameter, "VpcId"), (missing.Fault, missing.Parameter));
        var unknown = Assert.Throws<InputException>(() => Read(Ec2Api.CreateVpc, "InstanceTenancy=mine"));
        Assert.Equal(
            (InputFault.InvalidEnum, "InstanceTenancy", "mine"), (unknown.Fault, unknown.Parameter, unknown.Value));
    }

    [Fact]
    public void Too_many_parameters_are_refused()
    {
        var body = string.Join('&', Enumerable.Range(1, QueryLimits.Parameters + 1).Select(i => $"VpcId.{i}=vpc-{i}"));
        Assert.Equal(InputFault.TooMany, Assert.Throws<InputException>(() => Read(Ec2Api.DescribeVpcs, body)).Fault);
        var name = new string('n', QueryLimits.NameBytes + 1);
        var thrown = Assert.Throws<InputException>(() => Read(Ec2Api.DescribeVpcs, name + "=1"));
        Assert.Equal(InputFault.TooLong, thrown.Fault);
    }

    [Fact]
    public void Signatures_in_the_query_string_are_no_parameters_of_the_operation()
    {
        var document = QueryDocument.Parse(
            "VpcId.1=v"u8, "Action=DescribeVpcs&X-Amz-Algorithm=a&AWSAccessKeyId=b&Signature=c"u8);
        Assert.Equal("DescribeVpcs", document.Root.String("Action"u8));
        Assert.Equal(["v"], Ec2Api.DescribeVpcs.Read(document.Root).VpcIds);
    }

    private static TIn Read<TIn, TOut>(Operation<TIn, TOut> operation, string body)
        where TIn : class, new() where TOut : class, new() =>
        operation.Read(QueryDocument.Parse(Encoding.UTF8.GetBytes(body)).Root);
}
