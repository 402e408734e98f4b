using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Detaches an interface from an instance; the primary one stays.</summary>
internal sealed class DetachNetworkInterface : IMutation<DetachNetworkInterfaceRequest, DetachNetworkInterfaceResult>
{
    public static DetachNetworkInterfaceResult Run(DetachNetworkInterfaceRequest input, Change change)
    {
        var id = input.AttachmentId!;
        var eni = change.Rows<NetworkInterfaceRow>().FirstOrDefault(one => one.Attachment?.AttachmentId == id)
            ?? throw Ec2Errors.AttachmentNotFound(id);
        if (eni.Attachment!.DeviceIndex == 0)
            throw Ec2Errors.OperationNotPermitted("The network interface at device index 0 cannot be detached.");
        change.Put(eni with { Attachment = null });
        return new();
    }
}
