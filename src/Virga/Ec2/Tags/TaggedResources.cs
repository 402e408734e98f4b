using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Tags;

/// <summary>Finds resources of any type by their ids.</summary>
internal static class TaggedResources
{
    /// <summary>The ids, when all of them exist and take tags; else AWS's error for the first that does not.</summary>
    public static IEnumerable<string> Existing(WorldView at, List<string>? ids)
    {
        if (ids is not { Count: > 0 }) throw CommonErrors.MissingParameter("resourceIdSet");
        foreach (var id in ids)
        {
            // AWS answers this for an id whose prefix it does not know.
            var kind = Ids.KindOf(id) is { ResourceType: not null } known
                ? known
                : throw new AwsException("InvalidID", $"The ID '{id}' is not valid");
            if (at.Partition(at.Scope).Table(kind).FindRow(id) is null) throw kind.NotFound!(id);
        }

        return ids.Distinct(StringComparer.Ordinal);
    }

    /// <summary>AWS's name of the type of resource that an id belongs to.</summary>
    public static string? TypeOf(string id) => Ids.KindOf(id)?.ResourceType;
}
