using Virga.Iam.Groups;
using Virga.Iam.LastUse;
using Virga.Iam.Simulation;
using Virga.Service;
using Virga.State;

namespace Virga.Iam.Authorization;

/// <summary>The tags of a resource, whatever keeps them.</summary>
internal static class ResourceTags
{
    public static IEnumerable<KeyValuePair<string, string>> Of(WorldView at, string arn)
    {
        if (arn.Split(':', 6) is not [_, _, var service, _, var account, var resource]) return [];
        if (service == "iam") return OfEntity(at.At(new Scope(account, Scope.GlobalRegion)), arn);
        var home = account.Length == 12 ? at.At(at.Scope with { Account = account }) : at;
        var id = service switch
        {
            "ecr" => arn,
            "ssm" => resource[resource.IndexOf('/', StringComparison.Ordinal)..],
            _ => resource[(resource.LastIndexOf('/') + 1)..],
        };
        return home.Find<TagsRow>(id)?.Tags ?? [];
    }

    /// <summary>Groups have no tags; what does not exist has none either.</summary>
    private static IEnumerable<KeyValuePair<string, string>> OfEntity(WorldView home, string arn)
    {
        try
        {
            return PrincipalPolicies.Find(home, arn) is { } entity and not GroupRow
                && AccessSubject.ArnOf(entity, home.Account) == arn
                    ? entity.Tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value))
                    : [];
        }
        catch (AwsException)
        {
            // The operation itself says that it does not exist.
            return [];
        }
    }
}
