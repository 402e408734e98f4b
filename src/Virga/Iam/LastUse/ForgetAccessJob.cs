using Virga.State;

namespace Virga.Iam.LastUse;

/// <summary>Forgets a job. AWS keeps them for seven days: IAM API Reference, GetServiceLastAccessedDetails.</summary>
internal sealed class ForgetAccessJob : ITransition
{
    public static readonly TimeSpan After = TimeSpan.FromDays(7);

    public static void Run(Change change, string subject) => change.Remove<AccessJobRow>(subject);
}
