using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Changes how burstable instances use CPU credits; each instance succeeds or fails for itself.</summary>
internal sealed class ModifyInstanceCreditSpecification
    : IMutation<ModifyInstanceCreditSpecificationRequest, ModifyInstanceCreditSpecificationResult>
{
    public static ModifyInstanceCreditSpecificationResult Run(
        ModifyInstanceCreditSpecificationRequest input, Change change)
    {
        var done = new List<SuccessfulInstanceCreditSpecificationItem>();
        var failed = new List<UnsuccessfulInstanceCreditSpecificationItem>();
        foreach (var asked in input.InstanceCreditSpecifications ?? [])
        {
            if (Error(asked, change) is { } error)
            {
                failed.Add(new() { InstanceId = asked.InstanceId, Error = error });
                continue;
            }

            change.Update<InstanceRow>(asked.InstanceId!, row => row with { CpuCredits = asked.CpuCredits });
            done.Add(new() { InstanceId = asked.InstanceId });
        }

        return new()
        {
            SuccessfulInstanceCreditSpecifications = done,
            UnsuccessfulInstanceCreditSpecifications = failed,
        };
    }

    private static UnsuccessfulInstanceCreditSpecificationItemError? Error(
        InstanceCreditSpecificationRequest asked, Change change)
    {
        if (asked.CpuCredits is not ("standard" or "unlimited"))
            throw CommonErrors.InvalidParameterValue($"Invalid value '{asked.CpuCredits}' for CpuCredits.");
        return change.Find<InstanceRow>(asked.InstanceId) switch
        {
            null => new()
            {
                Code = UnsuccessfulInstanceCreditSpecificationErrorCode.InvalidInstanceIDNotFound,
                Message = $"The instance ID '{asked.InstanceId}' does not exist",
            },
            { IsTerminated: true } => new()
            {
                Code = UnsuccessfulInstanceCreditSpecificationErrorCode.IncorrectInstanceState,
                Message = $"The instance '{asked.InstanceId}' is terminated.",
            },
            { CpuCredits: null } => new()
            {
                Code = UnsuccessfulInstanceCreditSpecificationErrorCode.InstanceCreditSpecificationNotSupported,
                Message = $"The instance '{asked.InstanceId}' has a type without CPU credits.",
            },
            _ => null,
        };
    }
}
