using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// Says whether a product code belongs to an instance of the caller's. No image of the catalogue carries one, so the
/// answer is no.
/// </summary>
internal sealed class ConfirmProductInstance : IQuery<ConfirmProductInstanceRequest, ConfirmProductInstanceResult>
{
    public static ConfirmProductInstanceResult Run(ConfirmProductInstanceRequest input, WorldView at)
    {
        var instance = ChosenInstances.One(at, input.InstanceId);
        var isOfProduct = InstanceView.Of(instance, at).ProductCodes!
            .Exists(code => code.ProductCodeId == input.ProductCode);
        return new() { Return = isOfProduct, OwnerId = isOfProduct ? at.Account : null };
    }
}
