using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// Changes one attribute of an instance, named by its own parameter or by <c>Attribute</c> and <c>Value</c>. More than
/// one is an error on AWS.
/// </summary>
internal sealed class ModifyInstanceAttribute
    : IMutation<ModifyInstanceAttributeRequest, ModifyInstanceAttributeResult>
{
    public static ModifyInstanceAttributeResult Run(ModifyInstanceAttributeRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        var edits = Edits(input);
        if (edits.Count == 0) throw Ec2Errors.NoAttributes();
        if (edits.Count > 1) throw Ec2Errors.OneAttribute();
        edits[0](change, instance);
        return new();
    }

    private static List<Action<Change, InstanceRow>> Edits(ModifyInstanceAttributeRequest input)
    {
        var edits = new List<Action<Change, InstanceRow>>();
        if (input.Attribute is not null)
            edits.Add((change, instance) => Named(change, instance, input.Attribute, input.Value));
        if (input.SourceDestCheck?.Value is { } checks)
            edits.Add((change, instance) => InstanceEdits.SourceDestCheck(change, instance, checks));
        if (input.DisableApiStop?.Value is { } noStop)
            edits.Add((change, instance) => InstanceEdits.StopProtection(change, instance, noStop));
        if (input.DisableApiTermination?.Value is { } noEnd)
            edits.Add((change, instance) => InstanceEdits.TerminationProtection(change, instance, noEnd));
        if (input.InstanceType?.Value is { } type)
            edits.Add((change, instance) => InstanceEdits.Type(change, instance, type));
        if (input.UserData is { } userData)
            edits.Add((change, instance) =>
                InstanceEdits.UserData(change, instance, Convert.ToBase64String(userData.Value ?? [])));
        if (input.InstanceInitiatedShutdownBehavior?.Value is { } behavior)
            edits.Add((change, instance) => InstanceEdits.ShutdownBehavior(change, instance, behavior));
        if (input.EbsOptimized?.Value is { } optimized)
            edits.Add((change, instance) => InstanceEdits.EbsOptimized(change, instance, optimized));
        if (input.EnaSupport?.Value is { } ena)
            edits.Add((change, instance) => InstanceEdits.EnaSupport(change, instance, ena));
        if (input.SriovNetSupport?.Value is { } sriov)
            edits.Add((change, instance) => InstanceEdits.SriovNetSupport(change, instance, sriov));
        if (input.Groups is { Count: > 0 } groups)
            edits.Add((change, instance) => InstanceEdits.Groups(change, instance, groups));
        if (input.BlockDeviceMappings is { Count: > 0 } devices)
            edits.Add((change, instance) => InstanceEdits.Devices(change, instance, devices));
        if (input.Kernel?.Value is not null || input.Ramdisk?.Value is not null)
            edits.Add((_, _) => throw Ec2Errors.NoKernelIds());
        return edits;
    }

    private static void Named(Change change, InstanceRow instance, string attribute, string? value)
    {
        if (value is null) throw CommonErrors.MissingParameter("value");
        switch (attribute)
        {
            case InstanceAttributeName.InstanceType:
                InstanceEdits.Type(change, instance, value);
                break;
            case InstanceAttributeName.UserData:
                InstanceEdits.UserData(change, instance, value);
                break;
            case InstanceAttributeName.DisableApiTermination:
                InstanceEdits.TerminationProtection(change, instance, Truth(value));
                break;
            case InstanceAttributeName.DisableApiStop:
                InstanceEdits.StopProtection(change, instance, Truth(value));
                break;
            case InstanceAttributeName.InstanceInitiatedShutdownBehavior:
                InstanceEdits.ShutdownBehavior(change, instance, value);
                break;
            case InstanceAttributeName.SourceDestCheck:
                InstanceEdits.SourceDestCheck(change, instance, Truth(value));
                break;
            case InstanceAttributeName.EbsOptimized:
                InstanceEdits.EbsOptimized(change, instance, Truth(value));
                break;
            case InstanceAttributeName.EnaSupport:
                InstanceEdits.EnaSupport(change, instance, Truth(value));
                break;
            case InstanceAttributeName.SriovNetSupport:
                InstanceEdits.SriovNetSupport(change, instance, value);
                break;
            default:
                throw CommonErrors.InvalidParameterValue(
                    $"Value ({attribute}) for parameter attribute is invalid. The attribute cannot be modified.");
        }
    }

    private static bool Truth(string value) => bool.TryParse(value, out var truth)
        ? truth
        : throw CommonErrors.InvalidParameterValue($"Invalid value '{value}' for a boolean attribute.");
}
