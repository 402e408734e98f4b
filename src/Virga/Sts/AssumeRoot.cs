using Virga.Iam;
using Virga.Service;
using Virga.State;
using Virga.Wire.Sts;

namespace Virga.Sts;

/// <summary>
/// Gives short credentials of a member account's root user for one task. AWS gives them to the management account of an
/// organization, or its delegate; no account here is one, so the answer is the one that all others get.
/// </summary>
internal sealed class AssumeRoot : IQuery<AssumeRootRequest, AssumeRootResponse>
{
    private const string TaskPrefix = "arn:aws:iam::aws:policy/root-task/";

    /// <summary>Source: STS API Reference, AssumeRoot, TaskPolicyArn.</summary>
    private static readonly string[] Tasks =
    [
        "IAMAuditRootUserCredentials", "IAMCreateRootUserPassword", "IAMDeleteRootUserCredentials",
        "S3UnlockBucketPolicy", "SQSUnlockQueuePolicy",
    ];

    public static AssumeRootResponse Run(AssumeRootRequest input, WorldView at)
    {
        var target = input.TargetPrincipal!;
        var account = target.Length == 12 ? target : IamArns.AccountOf(target) ?? "";
        if (account.Length != 12 || !account.All(char.IsAsciiDigit)
            || (target != account && target != IamArns.Root(account)))
            throw StsErrors.InvalidArn(target);
        var task = input.TaskPolicyArn?.Arn ?? "";
        if (!task.StartsWith(TaskPrefix, StringComparison.Ordinal) || !Tasks.Contains(task[TaskPrefix.Length..]))
            throw StsErrors.Validation($"{task} is not a policy of a root task.");
        throw StsErrors.MayNotAssume(at.Caller.Arn, "sts:AssumeRoot", IamArns.Root(account));
    }
}
