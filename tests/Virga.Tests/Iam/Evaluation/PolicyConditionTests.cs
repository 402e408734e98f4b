using Xunit;
using static Virga.Tests.Iam.Evaluation.Question;

namespace Virga.Tests.Iam.Evaluation;

public sealed class PolicyConditionTests
{
    /// <summary>
    /// Operator, the policy's value as JSON, the request's value (null: the key is missing), the answer.
    /// </summary>
    public static TheoryData<string, string, string?, bool> Cases => new()
    {
        { "StringEquals", "\"a\"", "a", true },
        { "StringEquals", "[\"a\",\"b\"]", "b", true },
        { "StringEquals", "\"a\"", "A", false },
        { "StringEquals", "\"a\"", null, false },
        { "StringEqualsIfExists", "\"a\"", null, true },
        { "StringEqualsIfExists", "\"a\"", "b", false },
        { "StringNotEquals", "\"a\"", "b", true },
        { "StringNotEquals", "[\"a\",\"b\"]", "b", false },
        { "StringNotEquals", "\"a\"", null, true },
        { "StringEqualsIgnoreCase", "\"a\"", "A", true },
        { "StringNotEqualsIgnoreCase", "\"a\"", "A", false },
        { "StringLike", "\"i-*\"", "i-1", true },
        { "StringLike", "\"i-?\"", "i-12", false },
        { "StringNotLike", "\"i-*\"", "i-1", false },
        { "StringEquals", "\"i-*\"", "i-1", false },
        { "NumericEquals", "10", "10.0", true },
        { "NumericLessThan", "\"10\"", "9", true },
        { "NumericLessThanEquals", "\"10\"", "10", true },
        { "NumericGreaterThan", "\"10\"", "9", false },
        { "NumericGreaterThanEquals", "\"10\"", "x", false },
        { "NumericNotEquals", "\"10\"", "11", true },
        { "DateGreaterThan", "\"2026-01-01T00:00:00Z\"", "2026-01-02T00:00:00Z", true },
        { "DateLessThan", "\"2026-01-01T00:00:00Z\"", "2026-01-02T00:00:00Z", false },
        { "DateLessThan", "\"1767225600\"", "2025-12-31T23:59:59Z", true },
        { "DateEquals", "\"2026-01-01\"", "2026-01-01T00:00:00Z", true },
        { "Bool", "\"true\"", "true", true },
        { "Bool", "true", "false", false },
        { "IpAddress", "\"10.0.0.0/8\"", "10.1.2.3", true },
        { "IpAddress", "\"10.0.0.1/8\"", "10.1.2.3", true },
        { "IpAddress", "\"10.0.0.0/9\"", "10.128.0.1", false },
        { "IpAddress", "\"2001:db8::/32\"", "2001:db8::1", true },
        { "IpAddress", "\"10.0.0.0/8\"", "2001:db8::1", false },
        { "NotIpAddress", "\"10.0.0.0/8\"", "11.0.0.1", true },
        { "ArnEquals", "\"arn:aws:ec2:*:111122223333:instance/*\"", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
            true },
        { "ArnLike", "\"arn:aws:*:instance/*\"", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", false },
        { "ArnNotLike", "\"arn:aws:ec2:*:*:*\"", "arn:aws:iam::1:user/a", true },
        { "ArnNotEquals", "\"arn:aws:iam::1:user/a\"", "arn:aws:iam::1:user/a", false },
        { "BinaryEquals", "\"QmluYXJ5\"", "QmluYXJ5", true },
        { "Null", "\"true\"", null, true },
        { "Null", "\"true\"", "a", false },
        { "Null", "\"false\"", "a", true },
        { "StringEquals", "\"${aws:username}\"", "alice", true },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Follows_the_operator(string name, string wanted, string? actual, bool holds)
    {
        var question = With(name, wanted);
        question.Context.Set("ec2:Key", actual).Set("aws:username", "alice");

        Assert.Equal(holds, question.Ask().IsAllowed);
    }

    [Theory]
    [InlineData("ForAllValues:StringEquals", "a,b", true)]
    [InlineData("ForAllValues:StringEquals", "a,c", false)]
    [InlineData("ForAllValues:StringEquals", null, true)]
    [InlineData("ForAnyValue:StringEquals", "a,c", true)]
    [InlineData("ForAnyValue:StringEquals", "c,d", false)]
    [InlineData("ForAnyValue:StringEquals", null, false)]
    [InlineData("ForAnyValue:StringEquals", "", false)]
    [InlineData("ForAllValues:StringNotEquals", "c,d", true)]
    [InlineData("ForAllValues:StringNotEquals", "a,d", false)]
    [InlineData("ForAnyValue:StringNotEquals", "a,d", true)]
    [InlineData("ForAnyValue:StringNotLike", "a,b", false)]
    public void Quantifies_over_several_values(string name, string? actual, bool holds)
    {
        var question = With(name, "[\"a\",\"b\"]");
        if (actual is not null)
            question.Context.SetMany("EC2:KEY", actual.Split(',', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(holds, question.Ask().IsAllowed);
    }

    [Fact]
    public void All_keys_and_operators_must_hold()
    {
        const string both = "{\"StringEquals\":{\"k1\":\"a\",\"k2\":\"b\"},\"Bool\":{\"k3\":\"true\"}}";
        bool Ask(string k2, string k3)
        {
            var question = new Question { Identity = [Policy("Allow", Members(both))] };
            question.Context.Set("k1", "a").Set("k2", k2).Set("k3", k3);
            return question.Ask().IsAllowed;
        }

        Assert.True(Ask("b", "true"));
        Assert.False(Ask("x", "true"));
        Assert.False(Ask("b", "false"));
    }

    private static Question With(string name, string wanted) =>
        new() { Identity = [Policy("Allow", Members($"{{\"{name}\":{{\"ec2:key\":{wanted}}}}}"))] };

    private static string Members(string condition) =>
        $"\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{condition}";
}
