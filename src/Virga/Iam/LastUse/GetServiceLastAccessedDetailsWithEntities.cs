using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.LastUse;

/// <summary>Shows which users and roles of a job used one service.</summary>
internal sealed class GetServiceLastAccessedDetailsWithEntities : IQuery<
    GetServiceLastAccessedDetailsWithEntitiesRequest, GetServiceLastAccessedDetailsWithEntitiesResponse>
{
    public static GetServiceLastAccessedDetailsWithEntitiesResponse Run(
        GetServiceLastAccessedDetailsWithEntitiesRequest input, WorldView at)
    {
        var job = at.Get<AccessJobRow>(input.JobId!);
        var subject = AccessSubject.Of(at, job.Arn);
        var used = ServiceUses.Of(at, job, subject, input.ServiceNamespace!)
            .ToDictionary(one => one.Entity.UniqueId, one => one.Use.At, StringComparer.Ordinal);
        var page = IamPage.Of(subject.Entities, entity => entity.Id, input.MaxItems, input.Marker);
        return new()
        {
            JobStatus = "COMPLETED",
            JobCreationDate = job.CreatedAt,
            JobCompletionDate = job.CreatedAt,
            EntityDetailsList = [.. page.Items.Select(entity => new EntityDetails
            {
                EntityInfo = new()
                {
                    Arn = AccessSubject.ArnOf(entity, at.Account),
                    Name = entity.Id,
                    Type = AccessSubject.KindOf(entity),
                    Id = entity.UniqueId,
                    Path = entity.Path,
                },
                LastAuthenticated = used.TryGetValue(entity.UniqueId, out var time) ? time : null,
            })],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
