# Imports the built module and starts one simulator for the test file. Dot-source it in BeforeAll; call Stop-TestInstance in AfterAll.
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
Import-Module (Join-Path $root 'artifacts/module/ServiceNowElement/ServiceNowElement.psd1') -Force
$env:CE_HOME = Join-Path ([IO.Path]::GetTempPath()) ('ce-pester-' + [guid]::NewGuid().ToString('N'))

function Start-TestInstance([int] $Incidents = 300) {
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    $script:Url = "http://127.0.0.1:$port/"
    $dll = Get-ChildItem (Join-Path $root 'artifacts/bin/ServiceNowElement.Simulator') -Recurse -Filter ServiceNowElement.Simulator.dll | Select-Object -First 1
    $script:Far = Start-Process dotnet -ArgumentList @("`"$($dll.FullName)`"", '--urls', $Url, '--incidents', $Incidents) -PassThru
    for ($try = 0; $try -lt 100; $try++) {
        try { $null = Invoke-RestMethod "${Url}__sim/state"; break } catch { Start-Sleep -Milliseconds 100 }
    }
    $script:Credential = [pscredential]::new('admin', (ConvertTo-SecureString 'admin' -AsPlainText -Force))
}

function Stop-TestInstance {
    Disconnect-CEServiceNow
    if ($script:Far) { Stop-Process -Id $script:Far.Id }
    if (Test-Path $env:CE_HOME) { Remove-Item $env:CE_HOME -Recurse -Force }
}

function Connect-TestInstance { $null = Connect-CEServiceNow $Url $Credential }

# The writes that reached the instance since the log was cleared.
function Get-TestWrite { @(Invoke-RestMethod "${Url}__sim/log") | Where-Object { $_.method -ne 'GET' } }

function Clear-TestLog { $null = Invoke-RestMethod "${Url}__sim/log" -Method Delete }

function Get-TestParameter([string] $Command) {
    $common = [Management.Automation.PSCmdlet]::CommonParameters
    (Get-Command $Command).Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
}
