namespace Virga.Iam.Evaluation;

/// <summary>What a policy is attached to; the grammar differs.</summary>
internal enum PolicyKind
{
    /// <summary>Of users, groups, roles, sessions and boundaries: no principal, a resource.</summary>
    Identity,

    /// <summary>Of a role: a principal, no resource, actions of STS only.</summary>
    Trust,

    /// <summary>Of another resource, such as a repository: a principal, the resource may be left out.</summary>
    Resource,
}
