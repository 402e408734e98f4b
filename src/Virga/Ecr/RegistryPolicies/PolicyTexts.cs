using Virga.Ecr.Repositories;
using Virga.Iam.Evaluation;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.RegistryPolicies;

/// <summary>Checks of the policy documents that a registry and its repositories take.</summary>
internal static class PolicyTexts
{
    private const int MaxLength = 10_240;

    public static void CheckRepositoryPolicy(string? text) => Check(text, "Invalid repository policy provided");

    public static void CheckRegistryPolicy(string? text) => Check(text, "Invalid registry policy provided");

    /// <summary>Whether the author could not set another policy after this one.</summary>
    public static bool LocksOut(WorldView at, RepositoryRow row) => RepositoryAccess.Decide(
        at, row.PolicyText, "ecr:SetRepositoryPolicy", EcrPlace.ArnOf(at, row.Id)) is { IsAllowed: false };

    private static void Check(string? text, string complaint)
    {
        if (text is null or "" || text.Length > MaxLength) throw EcrErrors.InvalidParameter("PolicyText", complaint);
        try
        {
            PolicyReader.Read(text, PolicyKind.Resource);
        }
        catch (MalformedPolicyException)
        {
            throw EcrErrors.InvalidParameter("PolicyText", complaint);
        }
    }
}
