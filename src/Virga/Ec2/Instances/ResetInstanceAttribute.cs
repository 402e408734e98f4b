using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Gives an attribute its default again; AWS knows one for the source/destination check only.</summary>
internal sealed class ResetInstanceAttribute : IMutation<ResetInstanceAttributeRequest, ResetInstanceAttributeResult>
{
    public static ResetInstanceAttributeResult Run(ResetInstanceAttributeRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        switch (input.Attribute)
        {
            case InstanceAttributeName.SourceDestCheck:
                InstanceEdits.SourceDestCheck(change, instance, isChecked: true);
                break;
            case InstanceAttributeName.Kernel or InstanceAttributeName.Ramdisk:
                throw Ec2Errors.NoKernelIds();
            default:
                throw CommonErrors.InvalidParameterValue(
                    $"Value ({input.Attribute}) for parameter attribute is invalid. The attribute cannot be reset.");
        }

        return new();
    }
}
