using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.LastUse;

/// <summary>Asks for what a user, group, role or policy used last.</summary>
internal sealed class GenerateServiceLastAccessedDetails : IMutation<GenerateServiceLastAccessedDetailsRequest,
    GenerateServiceLastAccessedDetailsResponse>
{
    public static GenerateServiceLastAccessedDetailsResponse Run(
        GenerateServiceLastAccessedDetailsRequest input, Change change)
    {
        AccessSubject.Of(change, input.Arn!);
        var job = change.Put(new AccessJobRow(
            change.NewUuid(), input.Arn!, input.Granularity ?? "SERVICE_LEVEL", change.Now));
        change.Expire<ForgetAccessJob>(ForgetAccessJob.After, job.Id);
        return new() { JobId = job.Id };
    }
}
