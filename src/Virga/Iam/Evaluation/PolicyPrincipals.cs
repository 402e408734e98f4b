using System.Collections.Immutable;

namespace Virga.Iam.Evaluation;

/// <summary>
/// One principal that a policy names: <c>AWS</c> and an ARN, account or <c>*</c>; <c>Service</c>; <c>Federated</c>.
/// </summary>
internal readonly record struct NamedPrincipal(string Kind, string Value);

/// <summary>How closely a policy names the one who asks; AWS treats account and principal differently.</summary>
internal enum PrincipalMatch
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By account: the account may then pass the right on with its own policies.</summary>
    Account,

    /// <summary>By the role whose session asks.</summary>
    Role,

    /// <summary>By its own ARN, a service, or everybody.</summary>
    Exact,
}

/// <summary>The Principal or NotPrincipal of a statement.</summary>
internal sealed record PolicyPrincipals(ImmutableArray<NamedPrincipal> Names, bool IsNegated)
{
    /// <summary>
    /// How the one who asks is named. A negated list that does not name somebody is as exact as a star.
    /// </summary>
    public PrincipalMatch Match(RequestPrincipal principal)
    {
        var best = PrincipalMatch.None;
        foreach (var name in Names)
        {
            var match = Match(name, principal);
            if (match > best) best = match;
        }

        if (!IsNegated) return best;
        return best == PrincipalMatch.None ? PrincipalMatch.Exact : PrincipalMatch.None;
    }

    private static PrincipalMatch Match(NamedPrincipal name, RequestPrincipal principal)
    {
        if (name.Value == "*") return PrincipalMatch.Exact;
        switch (name.Kind)
        {
            case "Service": return name.Value == principal.ServiceName ? PrincipalMatch.Exact : PrincipalMatch.None;
            case "Federated":
                return name.Value == principal.FederatedProvider ? PrincipalMatch.Exact : PrincipalMatch.None;
            case "AWS":
                if (name.Value == principal.Arn || name.Value == principal.UniqueId) return PrincipalMatch.Exact;
                if (principal.RoleArn is not null && name.Value == principal.RoleArn) return PrincipalMatch.Role;
                var isAccount = name.Value == principal.Account
                    || name.Value == $"arn:aws:iam::{principal.Account}:root";
                return isAccount && principal.Account.Length > 0 ? PrincipalMatch.Account : PrincipalMatch.None;
            default: return PrincipalMatch.None;
        }
    }
}
