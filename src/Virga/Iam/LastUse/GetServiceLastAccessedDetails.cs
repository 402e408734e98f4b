using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.LastUse;

/// <summary>Shows which of the services that something may use it did use, and when last.</summary>
internal sealed class GetServiceLastAccessedDetails : IQuery<GetServiceLastAccessedDetailsRequest,
    GetServiceLastAccessedDetailsResponse>
{
    public static GetServiceLastAccessedDetailsResponse Run(GetServiceLastAccessedDetailsRequest input, WorldView at)
    {
        var job = at.Get<AccessJobRow>(input.JobId!);
        var subject = AccessSubject.Of(at, job.Arn);
        var page = IamPage.Of(
            GrantedNamespaces.Of(subject.Policies), service => service, input.MaxItems, input.Marker);
        return new()
        {
            JobStatus = "COMPLETED",
            JobType = job.Granularity,
            JobCreationDate = job.CreatedAt,
            JobCompletionDate = job.CreatedAt,
            ServicesLastAccessed = [.. page.Items.Select(service => Show(at, job, subject, service))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    private static ServiceLastAccessed Show(WorldView at, AccessJobRow job, AccessSubject subject, string service)
    {
        var uses = ServiceUses.Of(at, job, subject, service);
        var last = uses.Count == 0 ? default : uses.MaxBy(one => one.Use.At);
        return new()
        {
            ServiceName = GrantedNamespaces.NameOf(service),
            ServiceNamespace = service,
            LastAuthenticated = last.Use?.At,
            LastAuthenticatedEntity = last.Use is null ? null : AccessSubject.ArnOf(last.Entity, at.Account),
            LastAuthenticatedRegion = last.Use?.Region,
            TotalAuthenticatedEntities = uses.Count,
            TrackedActionsLastAccessed = job.Granularity == "ACTION_LEVEL" ? Actions(at, uses) : null,
        };
    }

    private static List<TrackedActionLastAccessed> Actions(
        WorldView at, List<(IamEntityRow Entity, ServiceUse Use)> uses) =>
        [.. uses.SelectMany(one => one.Use.Actions.Select(action => (one.Entity, Name: action.Key, Use: action.Value)))
            .GroupBy(one => one.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.MaxBy(one => one.Use.At))
            .Select(one => new TrackedActionLastAccessed
            {
                ActionName = one.Name,
                LastAccessedEntity = AccessSubject.ArnOf(one.Entity, at.Account),
                LastAccessedTime = one.Use.At,
                LastAccessedRegion = one.Use.Region,
            })];
}
