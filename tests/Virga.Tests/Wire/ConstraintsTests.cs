using System.Reflection;
using System.Text;
using Virga.Wire;
using Virga.Wire.Ecr;
using Virga.Wire.Iam;
using Virga.Wire.Ssm;
using Virga.Wire.Sts;
using Xunit;

namespace Virga.Tests.Wire;

public sealed class ConstraintsTests
{
    private const string RoleArn = "RoleArn=arn%3Aaws%3Aiam%3A%3A111111111111%3Arole%2Fr";

    private const string Failed = " failed to satisfy constraint: ";

    // Recorded from STS: tests/aws/services/sts of LocalStack's last community release.
    [Fact]
    public void Sts_quotes_the_value() => Assert.Equal(
        "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: "
        + @"Member must satisfy regular expression pattern: [\w+=,.@-]*",
        Query(StsApi.AssumeRole, RoleArn + "&RoleSessionName=Session1%3A2").Text);

    // Recorded from IAM, the same source.
    [Theory]
    [InlineData("ServiceSpecificCredentialId=%24%24%24%24%24%24%24%24%24%24%24%24%24%24%24%24%24%24%24%24"
        + "&Status=Active",
        @"1 validation error detected: Value at 'serviceSpecificCredentialId' failed to satisfy constraint: "
        + @"Member must satisfy regular expression pattern: [\w]+")]
    [InlineData("ServiceSpecificCredentialId=aaaaaaaaaaaaaaaaaaaaaaaa&Status=Invalid",
        "1 validation error detected: Value at 'status'" + Failed + "Member must satisfy enum value set")]
    public void Iam_does_not_quote_the_value(string body, string text)
    {
        var thrown = Query(IamApi.UpdateServiceSpecificCredential, body);
        Assert.Equal((InputFault.Constraint, text), (thrown.Fault, thrown.Text));
    }

    [Fact]
    public void Several_faults_are_told_together() => Assert.Equal(
        "3 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; "
        + "Value 'a' at 'roleSessionName'" + Failed + "Member must have length greater than or equal to 2; "
        + "Value '1' at 'durationSeconds'" + Failed + "Member must have value greater than or equal to 900",
        Query(StsApi.AssumeRole, "RoleSessionName=a&DurationSeconds=1").Text);

    [Theory]
    [InlineData("{}", "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must not be null'")]
    [InlineData("{\"repositoryName\":\"a\"}",
        "Invalid parameter at 'repositoryName'" + Failed + "'must have length greater than or equal to 2'")]
    [InlineData("{\"repositoryName\":\"Org/a\"}",
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression "
        + @"'[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*''")]
    public void Ecr_tells_the_first_fault_in_its_own_words(string body, string text) =>
        Assert.Equal(text, Json(EcrApi.CreateRepository, body).Text);

    [Fact]
    public void Members_of_lists_are_told_by_number() => Assert.Equal(
        "1 validation error detected: Value null at 'tags.2.member.value'" + Failed + "Member must not be null",
        Json(SsmApi.AddTagsToResource, """
            {"ResourceType":"Parameter","ResourceId":"a","Tags":[{"Key":"a","Value":"b"},{"Key":"c"}]}
            """).Text);

    [Fact]
    public void A_secret_is_not_repeated()
    {
        var thrown = Query(IamApi.ChangePassword, $"OldPassword=x&NewPassword={new string('s', 200)}");
        Assert.DoesNotContain("sss", thrown.Text);
    }

    [Theory]
    [InlineData(@"[\w]+", "[A-Za-z0-9_]+")]
    [InlineData(@"\d{12}", "[0-9]{12}")]
    [InlineData(@"[\p{L}\p{Z}_.:/=+\-@]*", @"[\p{L}\p{Z}_.:/=+\-@]*")]
    public void Java_patterns_are_written_for_Net(string java, string net) =>
        Assert.Equal(net, typeof(Virga.Wire.Generator.ServiceWriter).Assembly
            .GetType("Virga.Wire.Generator.NetPattern")!.GetMethod("Of")!.Invoke(null, [java]));

    [Fact]
    public void Every_pattern_compiles_and_ends_in_time_on_hostile_text()
    {
        var hostile = new[] { new string('a', 4_000) + "!", string.Concat(Enumerable.Repeat("a-", 2_000)) + "!", "" };
        var rules = new[] { typeof(EcrApi), typeof(IamApi), typeof(SsmApi), typeof(StsApi) }
            .Select(api => api.Assembly.GetType(api.FullName![..^3] + "Rules")!)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (Rule)field.GetValue(null)!).Where(rule => rule.Pattern is not null).ToList();
        Assert.True(rules.Count > 150, $"{rules.Count} patterns");
        foreach (var rule in rules)
            foreach (var text in hostile)
                Assert.NotNull(rule.Broken(text, ConstraintStyle.Quoted).ToList());
    }

    private static InputException Query<TIn, TOut>(Operation<TIn, TOut> operation, string body)
        where TIn : class, new() where TOut : class, new() => Assert.Throws<InputException>(
            () => operation.Read(QueryDocument.Parse(Encoding.UTF8.GetBytes(body)).Root));

    private static InputException Json<TIn, TOut>(Operation<TIn, TOut> operation, string body)
        where TIn : class, new() where TOut : class, new() =>
        Assert.Throws<InputException>(() => operation.Read(Encoding.UTF8.GetBytes(body)));
}
