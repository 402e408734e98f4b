using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Says how new burstable instances of a family use CPU credits.</summary>
internal sealed class GetDefaultCreditSpecification
    : IQuery<GetDefaultCreditSpecificationRequest, GetDefaultCreditSpecificationResult>
{
    public static GetDefaultCreditSpecificationResult Run(GetDefaultCreditSpecificationRequest input, WorldView at) =>
        new()
        {
            InstanceFamilyCreditSpecification = new()
            {
                InstanceFamily = input.InstanceFamily,
                CpuCredits = InstanceSettingsRow.Of(at).CreditsOf(input.InstanceFamily!),
            },
        };
}
