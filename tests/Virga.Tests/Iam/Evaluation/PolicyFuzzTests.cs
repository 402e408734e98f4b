using System.Diagnostics;
using System.Text;
using Virga.Iam.Evaluation;

namespace Virga.Tests.Iam.Evaluation;

/// <summary>
/// Made-up and broken policies, seeded: no crash, a deny always wins, and time grows as the policy does.
/// </summary>
public sealed class PolicyFuzzTests
{
    private static readonly string[] Actions = ["ec2:*", "ec2:Start*", "ec2:?tartInstances", "*", "iam:Get*",
        "ec2:Stop*"];

    private static readonly string[] Resources =
        ["*", "arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:us-east-1:111122223333:instance/${aws:username}",
            "arn:aws:s3:::x"];

    private static readonly string[] Conditions =
    [
        """{"StringEquals":{"aws:username":"alice"}}""", """{"StringLike":{"aws:PrincipalTag/a":"*a*a*a*"}}""",
        """{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","::/0"]}}""", """{"Null":{"aws:TokenIssueTime":"true"}}""",
        """{"NumericLessThan":{"aws:EpochTime":"x"}}""", """{"DateGreaterThan":{"aws:CurrentTime":"2020"}}""",
        """{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}""",
        """{"BoolIfExists":{"aws:SecureTransport":"false"}}""",
        """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}}""",
    ];

    [Fact]
    public void Broken_documents_are_malformed_and_never_a_crash()
    {
        var random = new Random(17);
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Document(random, 3));
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0
                    ? (byte)random.Next(256)
                    : (byte)"{}[]\",:*$?"[random.Next(10)];
            try
            {
                var policy = PolicyReader.Read(Encoding.UTF8.GetString(bytes), (PolicyKind)random.Next(3));
                Ask(random, policy);
                read++;
            }
            catch (MalformedPolicyException)
            {
                // What AWS would refuse.
            }
        }

        Assert.InRange(read, 500, 19_500);
    }

    [Fact]
    public void A_deny_of_everything_always_wins_and_answers_repeat()
    {
        var deny = PolicyReader.Read(Question.Policy("Deny", "\"Action\":\"*\",\"Resource\":\"*\""),
            PolicyKind.Identity);
        var allowed = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            var policy = PolicyReader.Read(Document(new Random(seed), 4), PolicyKind.Identity);

            var first = Ask(new Random(seed), policy);
            Assert.Equal(first.Outcome, Ask(new Random(seed), policy).Outcome);
            Assert.Equal(PolicyOutcome.ExplicitDeny, Ask(new Random(seed), policy, deny).Outcome);
            allowed += first.IsAllowed ? 1 : 0;
        }

        Assert.InRange(allowed, 50, 2_950);
    }

    /// <summary>Eight times the statements, eight times the time, with room for what else the machine does.</summary>
    [Fact]
    public void Time_is_linear_in_the_policy()
    {
        TimeSpan Measure(int statements)
        {
            var policy = PolicyReader.Read(Document(new Random(3), statements), PolicyKind.Identity);
            var best = TimeSpan.MaxValue;
            for (var round = 0; round < 40; round++)
            {
                var start = Stopwatch.GetTimestamp();
                Ask(new Random(5), policy);
                var taken = Stopwatch.GetElapsedTime(start);
                if (taken < best) best = taken;
            }

            return best;
        }

        Measure(200);
        // Were it quadratic, it would be 64 times.
        Assert.InRange(Measure(4_000) / Measure(500), 0, 8 * 5);
    }

    private static PolicyDecision Ask(Random random, params PolicyDocument[] policies)
    {
        var context = new RequestContext().Set("aws:username", "alice").Set("aws:SourceIp", "10.1.2.3")
            .Set("aws:EpochTime", "1000").Set("aws:CurrentTime", "2026-11-21T09:00:00Z")
            .Set("aws:PrincipalTag/a", new string('a', random.Next(64))).SetMany("aws:TagKeys", ["a", "c"])
            .Set("aws:PrincipalArn", Question.Alice);
        return PolicyEvaluator.Evaluate(new(
            new(Question.Account, Question.Alice), "ec2:StartInstances",
            $"arn:aws:ec2:us-east-1:{Question.Account}:instance/alice", Question.Account, context,
            new() { Identity = [.. policies.Select(policy => new SourcePolicy("p", "IAM Policy", policy))] }));
    }

    private static string Document(Random random, int statements)
    {
        string One(string[] from) => from[random.Next(from.Length)];
        var all = Enumerable.Range(0, statements).Select(_ => string.Join(
            ',',
            $"{{\"Effect\":\"{(random.Next(5) == 0 ? "Deny" : "Allow")}\"",
            $"\"{(random.Next(8) == 0 ? "NotAction" : "Action")}\":[\"{One(Actions)}\",\"{One(Actions)}\"]",
            $"\"Resource\":\"{One(Resources)}\"",
            $"\"Condition\":{(random.Next(2) == 0 ? "{}" : One(Conditions))}}}"));
        return $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', all)}}]}""";
    }
}
