namespace Virga.Iam.Evaluation;

/// <summary>Who asks, in the forms that policies name principals.</summary>
/// <param name="Account">12 digits; empty for services and federated identities.</param>
/// <param name="Arn">The ARN of GetCallerIdentity: a user, a role session, root.</param>
/// <param name="RoleArn">The role of a session, or null.</param>
/// <param name="UniqueId">The unique id of user or role (AIDA…, AROA…).</param>
internal sealed record RequestPrincipal(string Account, string Arn, string? RoleArn = null, string? UniqueId = null)
{
    /// <summary>The service, such as ec2.amazonaws.com, or null.</summary>
    public string? ServiceName { get; init; }

    /// <summary>The identity provider of a federated identity, or null.</summary>
    public string? FederatedProvider { get; init; }

    /// <summary>Whether the account itself asks; only others' policies can refuse it anything.</summary>
    public bool IsRoot => Arn == $"arn:aws:iam::{Account}:root";
}
