using Virga.Iam.Evaluation;

namespace Virga.Tests.Iam.Evaluation;

/// <summary>A question to the evaluator, with policies as JSON.</summary>
internal sealed class Question
{
    public const string Account = "111122223333";
    public const string Alice = $"arn:aws:iam::{Account}:user/alice";

    public RequestPrincipal Principal { get; set; } = new(Account, Alice);

    public string Action { get; set; } = "ec2:StartInstances";

    public string Resource { get; set; } = $"arn:aws:ec2:us-east-1:{Account}:instance/i-1";

    public string Owner { get; set; } = Account;

    public RequestContext Context { get; } = new();

    public string[] Identity { get; set; } = [];

    public string? Boundary { get; set; }

    public string[]? Session { get; set; }

    public string? OfResource { get; set; }

    public PolicyDecision Ask() => PolicyEvaluator.Evaluate(new(Principal, Action, Resource, Owner, Context, new()
    {
        Identity = [.. Identity.Select(Source)],
        Boundary = Boundary is null ? null : Source(Boundary, 0),
        Session = Session is null ? null : [.. Session.Select(Source)],
        Resource = OfResource is null ? null : new("r", "r", PolicyReader.Read(OfResource, PolicyKind.Resource)),
    }));

    /// <summary>A policy of one statement; the members come as JSON without braces.</summary>
    public static string Policy(string effect, string members) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}",{{members}}}]}""";

    public static string Allow(string action, string resource = "*") =>
        Policy("Allow", $"\"Action\":\"{action}\",\"Resource\":\"{resource}\"");

    private static SourcePolicy Source(string text, int position) =>
        new($"p{position}", "IAM Policy", PolicyReader.Read(text, PolicyKind.Identity));
}
