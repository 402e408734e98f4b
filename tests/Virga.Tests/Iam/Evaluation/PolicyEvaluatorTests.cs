using Virga.Iam.Evaluation;
using Xunit;
using static Virga.Tests.Iam.Evaluation.Question;

namespace Virga.Tests.Iam.Evaluation;

public sealed class PolicyEvaluatorTests
{
    private const string Role = $"arn:aws:iam::{Account}:role/web";
    private static readonly RequestPrincipal Session =
        new(Account, $"arn:aws:sts::{Account}:assumed-role/web/s1", Role, "AROAEXAMPLE");

    [Theory]
    [InlineData("ec2:StartInstances", "*", true)]
    [InlineData("EC2:startinstances", "*", true)]
    [InlineData("ec2:Start*", "*", true)]
    [InlineData("ec2:Star?Instances", "*", true)]
    [InlineData("*", "*", true)]
    [InlineData("ec2:Stop*", "*", false)]
    [InlineData("ec2:StartInstances", "arn:aws:ec2:us-east-1:111122223333:instance/*", true)]
    [InlineData("ec2:StartInstances", "arn:aws:ec2:*:*:instance/i-1", true)]
    [InlineData("ec2:StartInstances", "arn:aws:ec2:us-east-1:111122223333:INSTANCE/i-1", false)]
    [InlineData("ec2:StartInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-2", false)]
    public void Matches_actions_without_case_and_resources_with(string action, string resource, bool isAllowed)
    {
        Assert.Equal(isAllowed, new Question { Identity = [Allow(action, resource)] }.Ask().IsAllowed);
    }

    [Fact]
    public void Denies_when_nothing_allows()
    {
        var decision = new Question().Ask();

        Assert.Equal(PolicyOutcome.ImplicitDeny, decision.Outcome);
        Assert.Equal("because no identity-based policy allows the ec2:StartInstances action",
            decision.Reason("ec2:StartInstances"));
    }

    [Fact]
    public void A_deny_wins_and_is_explained()
    {
        var deny = Policy("Deny", "\"Sid\":\"No\",\"NotAction\":\"ec2:Describe*\",\"Resource\":\"*\"");
        var decision = new Question { Identity = [Allow("*"), deny] }.Ask();

        Assert.Equal(PolicyOutcome.ExplicitDeny, decision.Outcome);
        Assert.Equal("with an explicit deny in an identity-based policy", decision.Reason("x"));
        Assert.Equal(("p1", "No"), (decision.Matched[0].Policy.Id, decision.Matched[0].Statement.Sid));
    }

    [Fact]
    public void NotResource_names_all_but()
    {
        string Not(string resource) => Policy("Allow", $"\"Action\":\"*\",\"NotResource\":\"{resource}\"");

        Assert.True(new Question { Identity = [Not("arn:aws:s3:::*")] }.Ask().IsAllowed);
        Assert.False(new Question { Identity = [Not("arn:aws:ec2:*:*:instance/*")] }.Ask().IsAllowed);
    }

    [Theory]
    [InlineData("ec2:Start*", true, "")]
    [InlineData("s3:*", false, "because no permissions boundary allows the ec2:StartInstances action")]
    public void A_boundary_limits(string boundary, bool isAllowed, string reason)
    {
        var decision = new Question { Identity = [Allow("*")], Boundary = Allow(boundary) }.Ask();

        Assert.Equal(isAllowed, decision.IsAllowed);
        if (!isAllowed) Assert.Equal(reason, decision.Reason("ec2:StartInstances"));
    }

    [Fact]
    public void A_session_policy_limits_and_grants_nothing()
    {
        Assert.True(new Question { Identity = [Allow("*")], Session = [Allow("ec2:*")] }.Ask().IsAllowed);
        Assert.False(new Question { Identity = [Allow("*")], Session = [Allow("s3:*")] }.Ask().IsAllowed);
        Assert.False(new Question { Session = [Allow("*")] }.Ask().IsAllowed);
    }

    [Theory]
    [InlineData("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", true)]
    [InlineData("\"AWS\":\"*\"", true)]
    [InlineData("\"AWS\":\"111122223333\"", false)]
    [InlineData("\"AWS\":\"arn:aws:iam::111122223333:root\"", false)]
    [InlineData("\"AWS\":\"arn:aws:iam::111122223333:user/bob\"", false)]
    public void A_resource_policy_is_enough_where_it_names_the_principal(string principal, bool isAllowed)
    {
        var policy = Policy("Allow", $"\"Principal\":{{{principal}}},\"Action\":\"*\"");

        Assert.Equal(isAllowed, new Question { OfResource = policy }.Ask().IsAllowed);
    }

    [Fact]
    public void A_resource_policy_that_names_a_role_leaves_its_limits()
    {
        string Naming(string arn) => Policy("Allow", $"\"Principal\":{{\"AWS\":\"{arn}\"}},\"Action\":\"*\"");
        Question Of(string arn) => new()
        {
            Principal = Session, OfResource = Naming(arn), Boundary = Allow("s3:*"), Identity = [Allow("s3:*")],
        };

        Assert.False(Of(Role).Ask().IsAllowed);
        Assert.True(Of(Session.Arn).Ask().IsAllowed);
    }

    [Fact]
    public void Across_accounts_both_sides_must_allow()
    {
        const string other = "444455556666";
        var trusts = Policy("Allow", $"\"Principal\":{{\"AWS\":\"{Account}\"}},\"Action\":\"*\"");

        Assert.False(new Question { Owner = other, Identity = [Allow("*")] }.Ask().IsAllowed);
        Assert.False(new Question { Owner = other, OfResource = trusts }.Ask().IsAllowed);
        Assert.True(new Question { Owner = other, OfResource = trusts, Identity = [Allow("*")] }.Ask().IsAllowed);
    }

    [Fact]
    public void NotPrincipal_denies_everybody_else()
    {
        var policy = Policy("Deny", $"\"NotPrincipal\":{{\"AWS\":\"{Alice}\"}},\"Action\":\"*\"");
        var bob = new RequestPrincipal(Account, $"arn:aws:iam::{Account}:user/bob");

        Assert.True(new Question { OfResource = policy, Identity = [Allow("*")] }.Ask().IsAllowed);
        Assert.False(new Question { OfResource = policy, Identity = [Allow("*")], Principal = bob }.Ask().IsAllowed);
    }

    [Fact]
    public void Root_needs_no_policy_of_its_own()
    {
        var root = new RequestPrincipal(Account, $"arn:aws:iam::{Account}:root");

        Assert.True(new Question { Principal = root }.Ask().IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/alice/x", true)]
    [InlineData("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/bob/x", false)]
    [InlineData("arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/*", "arn:aws:s3:::none/x", true)]
    [InlineData("arn:aws:s3:::${aws:PrincipalTag/team}/*", "arn:aws:s3:::none/x", false)]
    [InlineData("arn:aws:s3:::a${*}b", "arn:aws:s3:::a*b", true)]
    [InlineData("arn:aws:s3:::a${*}b", "arn:aws:s3:::axb", false)]
    public void Expands_variables(string pattern, string resource, bool isAllowed)
    {
        var question = new Question { Identity = [Allow("*", pattern)], Resource = resource };
        question.Context.Set("aws:username", "alice");

        Assert.Equal(isAllowed, question.Ask().IsAllowed);
    }

    [Fact]
    public void A_star_in_the_value_of_a_variable_is_literal()
    {
        var question = new Question { Identity = [Allow("*", "arn:aws:s3:::${aws:username}")],
            Resource = "arn:aws:s3:::x" };
        question.Context.Set("aws:username", "*");

        Assert.False(question.Ask().IsAllowed);
    }
}
