using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.MfaDevices;

/// <summary>Lists virtual MFA devices. None can be made here, so there are none.</summary>
internal sealed class ListVirtualMFADevices : IQuery<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse>
{
    public static ListVirtualMFADevicesResponse Run(ListVirtualMFADevicesRequest input, WorldView at) =>
        new() { VirtualMFADevices = [], IsTruncated = false };
}
