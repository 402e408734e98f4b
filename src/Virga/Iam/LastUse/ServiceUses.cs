using Virga.State;

namespace Virga.Iam.LastUse;

/// <summary>Finds who of a job's entities used a service.</summary>
internal static class ServiceUses
{
    public static List<(IamEntityRow Entity, ServiceUse Use)> Of(
        WorldView at, AccessJobRow job, AccessSubject subject, string service)
    {
        var uses = new List<(IamEntityRow, ServiceUse)>();
        foreach (var entity in subject.Entities)
            if (at.Find<UseRow>(entity.UniqueId) is { } row
                && row.Services.TryGetValue(service, out var use) && use.At <= job.CreatedAt)
                uses.Add((entity, use));
        return uses;
    }
}
