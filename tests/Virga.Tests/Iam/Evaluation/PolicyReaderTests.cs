using Virga.Iam.Evaluation;
using Xunit;

namespace Virga.Tests.Iam.Evaluation;

public sealed class PolicyReaderTests
{
    private const string Head = "{\"Version\":\"2012-10-17\",\"Statement\":";
    private const string Good = "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}";

    [Theory]
    [InlineData("not json", "Syntax errors in policy.")]
    [InlineData("[]", "Syntax errors in policy.")]
    [InlineData("{}", "Syntax errors in policy.")]
    [InlineData(Head + "[]}", "Syntax errors in policy.")]
    [InlineData(Head + "{\"Effect\":\"Maybe\",\"Action\":\"*\",\"Resource\":\"*\"}}", "Syntax errors in policy.")]
    [InlineData(Head + "{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "The policy failed legacy parsing")]
    [InlineData(Head + "{\"Action\":\"*\",\"Resource\":\"*\"}}", "Syntax errors in policy.")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\"}}",
        "Syntax errors in policy.")]
    [InlineData("{\"Statement\":" + Good + "}", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("{\"Version\":\"2008-10-17\",\"Statement\":" + Good + "}",
        "Policy document must be version 2012-10-17 or greater.")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Resource\":\"*\"}}", "Policy statement must contain actions.")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"*\"}}", "Policy statement must contain resources.")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"run\",\"Resource\":\"*\"}}",
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"a:b:c\",\"Resource\":\"*\"}}",
        "Actions/Condition can contain only one colon.")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"e_2:x\",\"Resource\":\"*\"}}", "Vendor e_2 is not valid")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"box\"}}",
        "Resource box must be in ARN format or \"*\".")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:as:s3:::x\"}}",
        "Partition \"as\" is not valid for resource \"arn:as:s3:::x\".")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"*\"}}",
        "Policy document should not specify a principal.")]
    [InlineData(Head + "[{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},"
        + "{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
        "Statement IDs (SID) in a single policy must be unique.")]
    [InlineData(
        Head + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Odd\":{\"a\":\"b\"}}}}",
        "Syntax errors in policy.")]
    public void Refuses_an_identity_policy_in_the_words_of_AWS(string text, string message)
    {
        var fault = Assert.Throws<MalformedPolicyException>(() => PolicyReader.Read(text, PolicyKind.Identity));

        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":[],}", "This policy contains invalid Json")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}}", "Missing required field Principal")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":\"*\",\"Resource\":\"*\"}}",
        "Has prohibited field Resource")]
    [InlineData(Head + "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Principal\":\"*\"}}",
        "AssumeRole policy may only specify STS AssumeRole actions.")]
    public void Refuses_a_trust_policy_in_the_words_of_AWS(string text, string message)
    {
        var fault = Assert.Throws<MalformedPolicyException>(() => PolicyReader.Read(text, PolicyKind.Trust));

        Assert.Equal(message, fault.Message);
    }

    /// <summary>Seeded: any text is read or refused, never anything else.</summary>
    [Fact]
    public void Survives_any_text()
    {
        const string seed = Head + "[{\"Sid\":\"a\",\"Effect\":\"Deny\",\"NotAction\":[\"ec2:*\"],\"Resource\":[\"*\"],"
            + "\"Condition\":{\"ForAnyValue:StringLikeIfExists\":{\"aws:k\":[\"${aws:username, 'x'}*\"]}}}]}";
        var random = new Random(3);
        var read = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var text = seed.ToCharArray();
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                text[random.Next(text.Length)] = seed[random.Next(seed.Length)];
            try
            {
                var document = PolicyReader.Read(new(text), (PolicyKind)random.Next(3));
                var source = new SourcePolicy("p", "x", document);
                var context = new RequestContext().Set("aws:k", "v");
                PolicyEvaluator.Evaluate(
                    new(new("1", "a"), "ec2:Run", "arn:x", "1", context, new() { Identity = [source] }));
                read++;
            }
            catch (MalformedPolicyException)
            {
                // Refused, as it should be.
            }
        }

        Assert.InRange(read, 100, 29_000);
    }
}
