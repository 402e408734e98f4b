using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Shows one attribute of an instance; the others are left out of the answer.</summary>
internal sealed class DescribeInstanceAttribute : IQuery<DescribeInstanceAttributeRequest, InstanceAttribute>
{
    public static InstanceAttribute Run(DescribeInstanceAttributeRequest input, WorldView at)
    {
        var instance = ChosenInstances.One(at, input.InstanceId);
        var answer = new InstanceAttribute { InstanceId = instance.Id };
        switch (input.Attribute)
        {
            case InstanceAttributeName.InstanceType:
                answer.InstanceType = Text(instance.InstanceType);
                break;
            case InstanceAttributeName.Kernel:
                answer.KernelId = new();
                break;
            case InstanceAttributeName.Ramdisk:
                answer.RamdiskId = new();
                break;
            case InstanceAttributeName.UserData:
                answer.UserData = new() { Value = instance.UserData };
                break;
            case InstanceAttributeName.DisableApiTermination:
                answer.DisableApiTermination = Truth(instance.IsTerminationDisabled);
                break;
            case InstanceAttributeName.DisableApiStop:
                answer.DisableApiStop = Truth(instance.IsStopDisabled);
                break;
            case InstanceAttributeName.InstanceInitiatedShutdownBehavior:
                answer.InstanceInitiatedShutdownBehavior = Text(instance.InitiatedShutdownBehavior);
                break;
            case InstanceAttributeName.RootDeviceName:
                answer.RootDeviceName = Text(instance.RootDeviceName);
                break;
            case InstanceAttributeName.EbsOptimized:
                answer.EbsOptimized = Truth(instance.IsEbsOptimized);
                break;
            case InstanceAttributeName.EnaSupport:
                answer.EnaSupport = Truth(instance.IsEnaSupported);
                break;
            case InstanceAttributeName.EnclaveOptions:
                answer.EnclaveOptions = new() { Enabled = instance.IsEnclaveEnabled };
                break;
            default:
                OfView(answer, input.Attribute, instance, at);
                break;
        }

        return answer;
    }

    /// <summary>Attributes that DescribeInstances shows too.</summary>
    private static void OfView(InstanceAttribute answer, string? attribute, InstanceRow instance, WorldView at)
    {
        var view = InstanceView.Of(instance, at);
        switch (attribute)
        {
            case InstanceAttributeName.BlockDeviceMapping:
                answer.BlockDeviceMappings = view.BlockDeviceMappings;
                break;
            case InstanceAttributeName.ProductCodes:
                answer.ProductCodes = [];
                break;
            case InstanceAttributeName.SourceDestCheck:
                answer.SourceDestCheck = Truth(view.SourceDestCheck ?? true);
                break;
            case InstanceAttributeName.GroupSet:
                answer.Groups = view.SecurityGroups;
                break;
            case InstanceAttributeName.SriovNetSupport:
                answer.SriovNetSupport = new() { Value = instance.SriovNetSupport };
                break;
            default:
                throw CommonErrors.InvalidParameterValue(
                    $"Value ({attribute}) for parameter attribute is invalid. Unknown attribute.");
        }
    }

    private static AttributeValue Text(string value) => new() { Value = value };

    private static AttributeBooleanValue Truth(bool value) => new() { Value = value };
}
