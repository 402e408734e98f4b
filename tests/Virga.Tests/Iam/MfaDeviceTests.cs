using System.Text;
using Virga.Iam.MfaDevices;

namespace Virga.Tests.Iam;

/// <summary>Virtual MFA devices: codes count, once each, and sessions made with them say so to policies.</summary>
public sealed class MfaDeviceTests : IDisposable
{
    private const string Serial = $"arn:aws:iam::{TestWorld.Account}:mfa/phone";
    private readonly TestApi api = new(isEnforced: true);

    public void Dispose() => api.Dispose();

    /// <summary>The vectors of RFC 6238, appendix B, cut to six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(20_000_000_000, "353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code)
    {
        const string seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

        Assert.Equal(code, OneTimeCode.Of(seed, OneTimeCode.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds))));
    }

    [Fact]
    public void A_device_is_enabled_by_two_codes_in_a_row_and_kept_until_it_is_deactivated()
    {
        var seed = Create();
        Assert.Equal("403 InvalidAuthenticationCode", Enable("000000", "000001").Error.Split(':')[0]);
        Assert.Equal(200, Enable(Code(seed, 0), Code(seed, 1)).Status);

        Assert.Equal([Serial], api.Iam("ListMFADevices", ("UserName", "bob")).All("SerialNumber"));
        Assert.Equal("bob", api.Iam("GetMFADevice", ("SerialNumber", Serial)).Text("UserName"));
        Assert.Equal([Serial], api.Iam("ListVirtualMFADevices", ("AssignmentStatus", "Assigned")).All("SerialNumber"));
        Assert.Equal("DeleteConflict", api.Iam("DeleteVirtualMFADevice", ("SerialNumber", Serial)).Text("Code"));
        Assert.Equal("409 DeleteConflict: Cannot delete entity, must delete MFA device first.",
            api.Iam("DeleteUser", ("UserName", "bob")).Error);
        Assert.Equal(200, api.Iam("DeactivateMFADevice", ("UserName", "bob"), ("SerialNumber", Serial)).Status);
        Assert.Equal(200, api.Iam("DeleteVirtualMFADevice", ("SerialNumber", Serial)).Status);
        Assert.Empty(api.Iam("ListVirtualMFADevices").All("SerialNumber"));
    }

    [Fact]
    public void A_session_with_a_code_may_do_what_needs_one_and_no_code_works_twice()
    {
        var seed = Create();
        Enable(Code(seed, 0), Code(seed, 1));
        const string policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"ec2:Describe*\",\"Resource\":\"*\","
            + "\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}}]}";
        api.Iam("PutUserPolicy", ("UserName", "bob"), ("PolicyName", "p"), ("PolicyDocument", policy));
        var bob = api.KeyOf(api.Iam("CreateAccessKey", ("UserName", "bob")));
        TestApi.Answer Session(string code) => api.Form(
            "sts", "GetSessionToken", bob, ("SerialNumber", Serial), ("TokenCode", code));
        api.World.Step(TimeSpan.FromMinutes(2));

        Assert.Equal(403, api.Form("ec2", "DescribeVpcs", bob).Status);
        var session = Session(Code(seed, 0));
        Assert.Equal(200, api.Form("ec2", "DescribeVpcs", api.KeyOf(session)).Status);
        Assert.Equal("403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ",
            Session(Code(seed, 0)).Error);
        Assert.Equal("403 AccessDenied: MultiFactorAuthentication failed, must provide both MFA serial number and one "
            + "time pass code.", api.Form("sts", "GetSessionToken", bob, ("SerialNumber", Serial)).Error);
    }

    [Fact]
    public void Tags_of_a_device_merge()
    {
        Create();
        api.Iam("TagMFADevice", ("SerialNumber", Serial), ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "1"));
        api.Iam("TagMFADevice", ("SerialNumber", Serial), ("Tags.member.1.Key", "b"), ("Tags.member.1.Value", "2"));
        api.Iam("UntagMFADevice", ("SerialNumber", Serial), ("TagKeys.member.1", "a"));

        Assert.Equal(["2"], api.Iam("ListMFADeviceTags", ("SerialNumber", Serial)).All("Value"));
    }

    private string Create()
    {
        api.Iam("CreateUser", ("UserName", "bob"));
        var made = api.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", "phone"));
        Assert.Equal(Serial, made.Text("SerialNumber"));
        return Encoding.ASCII.GetString(Convert.FromBase64String(made.Text("Base32StringSeed")));
    }

    private TestApi.Answer Enable(string first, string second) => api.Iam("EnableMFADevice", ("UserName", "bob"),
        ("SerialNumber", Serial), ("AuthenticationCode1", first), ("AuthenticationCode2", second));

    private string Code(string seed, int ahead) =>
        OneTimeCode.Of(seed, OneTimeCode.StepOf(api.World.Clock.GetUtcNow()) + ahead);
}
