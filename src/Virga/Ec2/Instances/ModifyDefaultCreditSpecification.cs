using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Changes how new burstable instances of a family use CPU credits.</summary>
internal sealed class ModifyDefaultCreditSpecification
    : IMutation<ModifyDefaultCreditSpecificationRequest, ModifyDefaultCreditSpecificationResult>
{
    public static ModifyDefaultCreditSpecificationResult Run(
        ModifyDefaultCreditSpecificationRequest input, Change change)
    {
        if (input.CpuCredits is not ("standard" or "unlimited"))
            throw CommonErrors.InvalidParameterValue($"Invalid value '{input.CpuCredits}' for CpuCredits.");
        var settings = InstanceSettingsRow.Of(change);
        var others = settings.StandardCreditFamilies.Where(family => family != input.InstanceFamily);
        change.Put(settings with
        {
            StandardCreditFamilies = input.CpuCredits == "standard" ? [.. others, input.InstanceFamily!] : [.. others],
        });
        return new()
        {
            InstanceFamilyCreditSpecification = new()
            {
                InstanceFamily = input.InstanceFamily, CpuCredits = input.CpuCredits,
            },
        };
    }
}
