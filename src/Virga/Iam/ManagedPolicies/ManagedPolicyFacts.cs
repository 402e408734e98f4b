namespace Virga.Iam.ManagedPolicies;

/// <summary>A policy that AWS owns and keeps, the same for every account.</summary>
/// <param name="Name"><c>AmazonEC2FullAccess</c>; unique among them all.</param>
/// <param name="Path"><c>/</c>, <c>/service-role/</c>, <c>/aws-service-role/</c>, <c>/job-function/</c>,
/// <c>/root-task/</c>.</param>
/// <param name="PolicyId">Not AWS's: made of the name, in AWS's form, and the same on every machine.</param>
/// <param name="DefaultVersionId"><c>v5</c>; of the earlier versions nothing is known.</param>
/// <param name="CreateDate">When AWS published it.</param>
/// <param name="UpdateDate">When AWS published its default version.</param>
internal sealed record ManagedPolicyFacts(
    string Name, string Path, string PolicyId, string DefaultVersionId, DateTimeOffset CreateDate,
    DateTimeOffset UpdateDate)
{
    /// <summary>Where the document is: chunk and line.</summary>
    public required (int Chunk, int Line) Document { get; init; }

    /// <summary>The ARN in a partition, of which all have the same policies here.</summary>
    public string Arn(string partition) => $"arn:{partition}:iam::aws:policy{Path}{Name}";
}
