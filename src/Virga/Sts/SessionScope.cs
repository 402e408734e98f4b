using Virga.Iam;
using Virga.Iam.Evaluation;
using Virga.Iam.Policies;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>What narrows and describes a session: policies and tags.</summary>
/// <param name="Policies">Texts of policies, or null when none were given.</param>
/// <param name="Tags">Its tags with the inherited ones.</param>
/// <param name="TransitiveTagKeys">Keys that further sessions inherit.</param>
internal sealed record SessionScope(
    IReadOnlyList<string>? Policies, IReadOnlyList<IamTag> Tags, IReadOnlyList<string> TransitiveTagKeys)
{
    /// <summary>What AWS lets the packed policies and tags be at most, taken as plain characters here.</summary>
    private const int MaxPackedSize = 4_096;

    public static readonly SessionScope None = new(null, [], []);

    /// <summary>Percent of the limit, or null when neither policies nor tags were given.</summary>
    public int? PackedSize => Policies is null && Tags.Count == 0
        ? null
        : Math.Clamp(((Policies ?? []).Sum(text => text.Length)
            + Tags.Sum(tag => tag.Key.Length + tag.Value.Length)) * 100 / MaxPackedSize, 1, 100);

    /// <summary>Reads the policies of a request.</summary>
    public static SessionScope OfPolicies(WorldView at, string account, string? policy,
        List<PolicyDescriptorType>? arns)
    {
        if (policy is null && arns is not { Count: > 0 }) return None;
        var home = at.At(new Scope(account, Virga.State.Scope.GlobalRegion));
        var texts = new List<string>();
        if (policy is not null)
        {
            CheckPolicy(policy);
            texts.Add(policy);
        }

        foreach (var one in arns ?? [])
            texts.Add(ManagedPolicyLookup.FindDocument(home, one.Arn ?? "")
                ?? throw StsErrors.Validation($"Policy {one.Arn} does not exist or is not attachable."));
        return None with { Policies = texts };
    }

    /// <summary>Adds the tags of a request and those that the calling session passes on.</summary>
    public SessionScope WithTags(List<Tag>? tags, List<string>? transitive, TemporaryCredentialsRow? calling)
    {
        var own = Own(tags ?? []);
        var inherited = (calling?.Tags ?? [])
            .Where(tag => calling!.TransitiveTagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase)).ToList();
        if (own.Exists(tag => inherited.Exists(other => Same(tag.Key, other.Key))))
            throw StsErrors.InvalidParameterValue("One of the specified transitive tag keys can't be set because it "
                + "conflicts with a transitive tag key from the calling session.");
        foreach (var key in transitive ?? [])
            if (!own.Exists(tag => Same(tag.Key, key)))
                throw StsErrors.InvalidParameterValue(
                    "The specified transitive tag key must be included in the requested tags.");
        return this with
        {
            Tags = [.. inherited, .. own],
            TransitiveTagKeys = [.. inherited.Select(tag => tag.Key), .. transitive ?? []],
        };
    }

    private static List<IamTag> Own(List<Tag> tags)
    {
        var own = new List<IamTag>();
        foreach (var tag in tags)
        {
            if (own.Exists(other => Same(other.Key, tag.Key!)))
                throw StsErrors.InvalidParameterValue(
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            own.Add(new(tag.Key!, tag.Value ?? ""));
        }

        return own;
    }

    private static void CheckPolicy(string text)
    {
        try
        {
            PolicyReader.Read(text, PolicyKind.Identity);
        }
        catch (MalformedPolicyException fault)
        {
            throw StsErrors.Malformed(fault.Message);
        }
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
