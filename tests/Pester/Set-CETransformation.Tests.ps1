Describe 'Set-CETransformation' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' {
        Get-TestParameter 'Set-CETransformation' | Should -Be @('Confirm', 'Field', 'Inherit', 'Instance', 'Level', 'Map', 'MaxWait', 'Name', 'PassThroughOff', 'PassThru', 'Rule', 'Script', 'Session', 'VendorName', 'WhatIf')
    }
    It 'applies at once' {
        Set-CETransformation myTickets incident -Map @{ id = 'sys_id'; title = 'short_description' }
        (Get-CERecord myTickets -First 1).title | Should -Not -BeNullOrEmpty
    }
    It 'creates the definition' { (Get-CEObjectDefinition myTickets).Fields.Path | Should -Be @('id', 'title') }
    It 'writes by the new names' {
        $new = New-CERecord myTickets @{ title = 'printer' }
        (Get-CERecord incident $new.id).short_description | Should -Be 'printer'
        ($new | Set-CERecord @{ title = 'scanner' } -PassThru).title | Should -Be 'scanner'
    }
    It 'leaves out what is not mapped' {
        Set-CETransformation few incident -Map @{ id = 'sys_id' } -PassThroughOff
        (Get-CERecord few -First 1).PSObject.Properties.Name | Should -Be 'id'
    }
    It 'keeps nothing with -WhatIf' { Set-CETransformation other incident -WhatIf; Get-CETransformation other* | Should -BeNullOrEmpty }
    It 'needs an instance for the level Instance' { { Set-CETransformation x incident -Level Instance -ErrorAction Stop } | Should -Throw -ErrorId 'InstanceNotGiven,*' }
}
