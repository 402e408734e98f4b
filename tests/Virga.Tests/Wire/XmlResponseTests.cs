using System.Buffers;
using System.Text;
using Virga.Wire;
using Virga.Wire.Ec2;
using Virga.Wire.Iam;
using Virga.Wire.Sts;
using Xunit;

namespace Virga.Tests.Wire;

public sealed class XmlResponseTests
{
    private const string Start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    [Fact]
    public void Ec2_answers_start_with_the_request_id_and_leave_out_null()
    {
        var vpc = new Vpc { VpcId = "vpc-1", IsDefault = false, Tags = [] };
        Assert.Equal(
            Start + "<CreateVpcResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
            + "<vpc><isDefault>false</isDefault><tagSet></tagSet><vpcId>vpc-1</vpcId></vpc></CreateVpcResponse>",
            Written(Ec2Api.CreateVpc, new CreateVpcResult { Vpc = vpc }));
    }

    [Fact]
    public void Ec2_operations_without_output_answer_true() => Assert.Equal(
        Start + "<DeleteVpcResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
        + "<return>true</return></DeleteVpcResponse>",
        Written(Ec2Api.DeleteVpc, new DeleteVpcResult()));

    [Fact]
    public void Query_answers_have_a_result_and_metadata()
    {
        var output = new ListRolesResponse { Roles = [new() { RoleName = "a" }, new() { RoleName = "b" }] };
        Assert.Equal(
            Start + "<ListRolesResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListRolesResult><Roles>"
            + "<member><RoleName>a</RoleName></member><member><RoleName>b</RoleName></member></Roles></ListRolesResult>"
            + "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListRolesResponse>",
            Written(IamApi.ListRoles, output));
    }

    [Fact]
    public void Query_operations_without_output_have_metadata_only() => Assert.Equal(
        Start + "<DeleteUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ResponseMetadata>"
        + "<RequestId>r</RequestId></ResponseMetadata></DeleteUserResponse>",
        Written(IamApi.DeleteUser, new DeleteUserResult()));

    [Fact]
    public void Times_carry_milliseconds_for_Ec2_only()
    {
        var time = new DateTimeOffset(2024, 1, 1, 3, 0, 0, 123, TimeSpan.FromHours(3));
        Assert.Contains("<startTime>2024-01-01T00:00:00.123Z</startTime>",
            Written(Ec2Api.CreateSnapshot, new Snapshot { StartTime = time }));
        Assert.Contains("<Expiration>2024-01-01T00:00:00Z</Expiration>",
            Written(StsApi.GetSessionToken, new GetSessionTokenResponse { Credentials = new() { Expiration = time } }));
    }

    [Theory]
    [InlineData("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c'")]
    [InlineData("tab\tline\n", "tab\tline\n")]
    [InlineData("a\r\nb", "a&#xD;\nb")]
    [InlineData("a\0b\u0008c\uFFFEd", "abcd")]
    [InlineData("𝄞é", "𝄞é")]
    public void Text_is_escaped_and_what_XML_cannot_hold_is_dropped(string text, string written) =>
        Assert.Contains($"<vpcId>{written}</vpcId>",
            Written(Ec2Api.CreateVpc, new CreateVpcResult { Vpc = new() { VpcId = text } }));

    [Fact]
    public void Half_a_character_is_dropped() => Assert.Contains("<vpcId>ab</vpcId>",
        Written(Ec2Api.CreateVpc, new CreateVpcResult { Vpc = new() { VpcId = "a\uD834b\uDD1E" } }));

    [Fact]
    public void Errors_have_the_form_of_their_protocol()
    {
        Assert.Equal(
            Start + "<Response><Errors><Error><Code>C</Code><Message>a &lt; b</Message></Error></Errors>"
            + "<RequestID>r</RequestID></Response>",
            Text(output => ErrorDocument.WriteEc2(output, "C", "a < b", "r")));
        Assert.Equal(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
            + "<Code>C</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>",
            Text(output => ErrorDocument.WriteQuery(output, StsApi.XmlNamespace, "Sender", "C", "m", "r")));
        Assert.Equal("{\"__type\":\"C\",\"message\":\"it's <m> \\\"+\\\"\"}",
            Text(output => ErrorDocument.WriteJson(output, "C", "it's <m> \"+\"")));
    }

    private static string Written(Operation operation, object output) =>
        Text(buffer => operation.WriteXml(output, new(buffer, "r")));

    private static string Text(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
